"""Originals through pandoc, kept apart from the network and the disk."""
