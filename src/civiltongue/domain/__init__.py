"""The vocabulary of the house: frozen values, no input or output."""
