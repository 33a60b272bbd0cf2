"""Markdown: the profile a text keeps to, and what two readers make of it."""
