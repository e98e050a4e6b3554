"""What is told while playing, said once for the screens and the plain lines."""
