"""The commands, by who types them. Each imports its room inside its function."""
