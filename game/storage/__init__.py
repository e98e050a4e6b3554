"""What is kept on disk: runs, settings."""
