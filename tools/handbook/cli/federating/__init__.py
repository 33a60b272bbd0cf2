"""Reading what other registries publish, and putting the index of them in its place."""
