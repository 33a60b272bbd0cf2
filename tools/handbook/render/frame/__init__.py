"""What surrounds a text: its box, its notes, its front sheet and its head."""
