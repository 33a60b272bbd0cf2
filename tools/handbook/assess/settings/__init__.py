"""The network's own settings."""
