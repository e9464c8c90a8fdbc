"""What a moderator may do beside deciding about comments."""

from enum import StrEnum


class Right(StrEnum):
    """Name a right that the operator gives to single moderators."""

    IDENTITIES = "identities"


RIGHTS = {Right.IDENTITIES: "withhold authors' names, and see who they are"}
"""What each right lets a moderator do."""
