"""Rules about what any record says: its dates, bounds, counts and ids, and how it names others."""
