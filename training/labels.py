"""What the model's head answers, in this order; the order is part of the weights."""

LABELS: tuple[str, ...] = (
    "toxicity",
    "severe_toxicity",
    "insult",
    "profanity",
    "obscenity",
    "threat",
    "identity_attack",
    "sexism",
    "racism",
    "spam",
    "courtesy",
    "attack_on_author",
    "attack_on_commenter",
    "incoherent",
    "inflammatory",
    "likely_to_reject",
    "unsubstantial",
    "flirtation",
)
HARMS: tuple[str, ...] = LABELS[:9]
"""Those that a civil comment has none of."""
