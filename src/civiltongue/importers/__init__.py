"""Other systems' exports, read into our values; no SQL."""
