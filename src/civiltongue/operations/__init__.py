"""What the house does: one verb per file."""
