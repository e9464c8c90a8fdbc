"""The house-rules file, read into a policy and back into words."""
