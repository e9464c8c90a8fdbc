"""Rebuild the shipped model from public data: see ``python -m training --help`` and the model card."""
