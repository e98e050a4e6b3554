"""What a run means, as one data object, and how it is written down."""
