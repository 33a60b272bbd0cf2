"""What people are told of an import: what to look at, and what stood in the way."""
