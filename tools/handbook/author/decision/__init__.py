"""Writing decisions into the ledger."""
