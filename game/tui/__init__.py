"""The game as a Textual app."""
