"""Small faults put into the guards one at a time, to see whether a test notices each."""
