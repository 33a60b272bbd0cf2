"""Rules about records and how they refer to each other."""
