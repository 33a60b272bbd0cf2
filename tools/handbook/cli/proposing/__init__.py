"""A change as it is proposed: between which ends, and what of it somebody accepts."""
