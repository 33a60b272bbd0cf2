"""Which items of policies the documents cover."""
