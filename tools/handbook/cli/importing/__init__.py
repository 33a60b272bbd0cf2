"""Taking in what a network has: a command for each kind."""
