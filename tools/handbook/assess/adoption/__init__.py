"""What members answered about documents, and what follows from it."""
