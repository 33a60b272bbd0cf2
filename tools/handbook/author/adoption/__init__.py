"""Writing members' answers."""
