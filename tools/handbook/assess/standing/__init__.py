"""How a document stands on a day, and how it came to."""
