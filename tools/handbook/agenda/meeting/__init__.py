"""One meeting: who must be there, what it is asked, what it may decide, and its record."""
