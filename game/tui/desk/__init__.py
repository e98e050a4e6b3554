"""The author's desk. Nothing outside this folder imports it, nor the analysis behind it."""
