"""Exports of other systems: each trap that they hold has a small export of its own."""
