"""Side-by-side measurements against peers and data, one command each."""
