"""What is kept from run to run, and what is read by several processes: time, and nothing else."""
