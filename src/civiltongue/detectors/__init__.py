"""What the house notices about a text: one detector per file."""
