"""Printing pages of a built handbook to PDF, with the browser that is on this computer."""
