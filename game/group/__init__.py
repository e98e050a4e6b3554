"""A room of people decides together: one story, a ballot at every decision."""
