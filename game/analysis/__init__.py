"""Every playthrough of a story, exactly: the graph of its states, and what is read off it."""
