"""What falls due, and which meetings can still decide it."""
