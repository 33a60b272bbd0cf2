"""Overviews: pages about many records, declared as data beside the content types."""
