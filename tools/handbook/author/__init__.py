"""Write into the registry: the only stage that does."""
