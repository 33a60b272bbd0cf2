"""What templates ask of many records at once: in parts, in order, counted and added up."""
