"""Checking a bundle that came from anywhere: with itself, its commit and the register."""
