"""The author's tools: checks of the writing, `check`, `new`, the schema."""
