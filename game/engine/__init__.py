"""The teaching model and a run of a story: pure, integers, immutable."""
