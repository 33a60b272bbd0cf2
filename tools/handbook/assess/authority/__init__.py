"""Who may decide what: terms, quorum, signatures and the founding act."""
