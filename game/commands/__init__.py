"""The commands, by who types them: arguments first, each room imported when it is needed."""
