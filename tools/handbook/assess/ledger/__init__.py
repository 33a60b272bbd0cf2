"""What the decisions, sealed texts and their order say, and whether they can be believed."""
