"""The outbox's way to the world: mail and webhooks."""
