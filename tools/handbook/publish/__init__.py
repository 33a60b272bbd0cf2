"""A site to a folder that people read: stage, build, verify, swap. Knows nothing of content."""
