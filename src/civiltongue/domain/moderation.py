"""What a moderator may do beside deciding about comments."""

from enum import StrEnum


class Right(StrEnum):
    """Name a right that the operator gives to single moderators.

    ``identities`` is to withhold authors' names and see who they are; ``legal-holds`` to keep what
    is about an author from being erased.
    """

    IDENTITIES = "identities"
    LEGAL_HOLDS = "legal-holds"
