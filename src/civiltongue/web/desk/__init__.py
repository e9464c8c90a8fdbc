"""The moderators' desk: pages on our own origin, each for a role."""
