"""What `handbook adoption` prints, in each of its formats."""
