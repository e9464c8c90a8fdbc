"""The pages on our own origin: everything works in them without JavaScript."""
