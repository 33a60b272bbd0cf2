"""Word documents, read from their own XML without pandoc."""
