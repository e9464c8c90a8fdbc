"""Journeys of readers in a real browser, from a host page of another origin."""
