"""The game as lines on standard input and output."""
