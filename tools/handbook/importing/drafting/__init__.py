"""What pandoc read, as a record in the profile's own Markdown."""
