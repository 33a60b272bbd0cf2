"""Software of others that is carried here, taken from its package with the changes named."""
