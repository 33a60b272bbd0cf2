"""The pages about reading without a network."""
