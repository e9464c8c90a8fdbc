"""What text is: rendering, normalising, words, fingerprints; pure."""
