"""The records of each type for programs, as they are written: drawn from its schema alone."""
