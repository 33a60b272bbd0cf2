"""Overviews: pages about many records, each drawn by a template that came as data."""
