"""Lists of a schema whose rows are counts of people: the keyword ``x-counts``."""
