"""The embed as it is built: sizes, words, sources."""
