"""A stand-in for Google's Perspective API: its clients change one address, and nothing else."""
