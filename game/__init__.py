"""Common Ground: branching stories about working together, played in the terminal."""

__version__ = "0.1.0"
