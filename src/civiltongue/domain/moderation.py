"""Who may do what at the desk: roles, moves, and rights beside them."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit


class Right(StrEnum):
    """Name a right that the operator gives to single moderators.

    ``identities`` is to withhold authors' names and see who they are; ``legal-holds`` to keep what
    is about an author from being erased.
    """

    IDENTITIES = "identities"
    LEGAL_HOLDS = "legal-holds"


class Role(StrEnum):
    """Name what a moderator is on a site; each may do what those before it may."""

    MODERATOR = "moderator"
    SENIOR = "senior"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Return the place in that order, from 0."""
        return list(Role).index(self)


class Move(StrEnum):
    """Name everything that can be done at the desk."""

    READ_QUEUE = "read-queue"
    DECIDE = "decide"
    MASK = "mask"
    NOTE = "note"
    WARN = "warn"
    READ_AUTHOR = "read-author"
    READ_STORY = "read-story"
    SEARCH = "search"
    FEATURE = "feature"
    SUSPEND = "suspend"
    BAN = "ban"
    WITHDRAW_STRIKE = "withdraw-strike"
    LIFT_SANCTION = "lift-sanction"
    CONFIRM_ABUSE = "abuse-confirm"
    ENTER_VIOLATION = "violation-enter"
    LOCK_THREAD = "lock-thread"
    READ_APPEALS = "read-appeals"
    DECIDE_APPEAL = "appeal-decide"
    READ_NOTICES = "read-notices"
    DECIDE_NOTICE = "notice-decide"
    DECIDE_CLAIM = "claim-decide"
    ANSWER_INQUIRY = "inquiry-answer"
    STORY_SETTINGS = "story-settings"
    STATISTICS = "statistics"
    READ_POLICY = "read-policy"
    POLICY_TRY = "policy-try"
    POLICY_ADOPT = "policy-adopt"
    POLICY_REVERT = "policy-revert"
    READ_AUDIT = "read-audit"
    EXPORT_AUDIT = "export-audit"
    PEOPLE = "people"


_FROM: Mapping[Role, tuple[Move, ...]] = MappingProxyType(
    {
        Role.MODERATOR: (
            Move.READ_QUEUE,
            Move.DECIDE,
            Move.MASK,
            Move.NOTE,
            Move.WARN,
            Move.READ_AUTHOR,
            Move.READ_STORY,
            Move.SEARCH,
            Move.READ_POLICY,
        ),
        Role.SENIOR: (
            Move.FEATURE,
            Move.SUSPEND,
            Move.BAN,
            Move.WITHDRAW_STRIKE,
            Move.LIFT_SANCTION,
            Move.CONFIRM_ABUSE,
            Move.ENTER_VIOLATION,
            Move.LOCK_THREAD,
            Move.READ_APPEALS,
            Move.DECIDE_APPEAL,
            Move.READ_NOTICES,
            Move.DECIDE_NOTICE,
            Move.DECIDE_CLAIM,
            Move.ANSWER_INQUIRY,
            Move.STORY_SETTINGS,
            Move.STATISTICS,
        ),
        Role.EDITOR: (
            Move.POLICY_TRY,
            Move.POLICY_ADOPT,
            Move.POLICY_REVERT,
            Move.READ_AUDIT,
        ),
        Role.ADMIN: (Move.EXPORT_AUDIT, Move.PEOPLE),
    }
)

LEAST_ROLE: Mapping[Move, Role] = MappingProxyType(
    {move: role for role, moves in _FROM.items() for move in moves}
)
"""The one table of permissions: for every move, from which role on it is permitted."""


OF_THE_WHOLE_SITE = frozenset(
    {
        Move.BAN,
        Move.WITHDRAW_STRIKE,
        Move.CONFIRM_ABUSE,
        Move.ENTER_VIOLATION,
        Move.DECIDE_CLAIM,
        Move.ANSWER_INQUIRY,
        Move.STATISTICS,
        Move.POLICY_TRY,
        Move.POLICY_ADOPT,
        Move.POLICY_REVERT,
        Move.READ_AUDIT,
        Move.EXPORT_AUDIT,
        Move.PEOPLE,
    }
)
"""The moves that reach beyond any section: nobody who is limited to sections makes them."""


def may(role: Role, move: Move, *, sections: Collection[str] = ()) -> bool:
    """Say whether a role permits a move, also where it is limited to sections."""
    return role.rank >= LEAST_ROLE[move].rank and not (sections and move in OF_THE_WHOLE_SITE)


def in_sections(url: str, sections: Collection[str]) -> bool:
    """Say whether a story belongs to one of the sections; without any, every story does.

    A section is how the paths of its stories' addresses begin, up to a slash: ``/sport`` holds
    ``/sport`` and ``/sport/cup``, and not ``/sporting``.
    """
    if not sections:
        return True
    path = f"{urlsplit(url).path.rstrip('/')}/"
    return any(path.startswith(f"{section.rstrip('/')}/") for section in sections)
