"""What a story is: its file, its checks, and the plain form that everything else reads."""
