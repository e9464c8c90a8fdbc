"""What the house decides from what it noticed; pure."""
