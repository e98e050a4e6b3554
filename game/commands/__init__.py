"""What a command does once its arguments are read: it prints, writes files, returns its status."""
