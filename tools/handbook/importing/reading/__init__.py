"""Originals, read by this program itself: what they say, and what cannot be read in them."""
