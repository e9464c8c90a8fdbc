"""What pages of the desk share that list what is on record: the rules by their titles, and who did what."""

from collections.abc import Callable, Mapping

from civiltongue.domain.ruling import RESERVED_REASONS
from civiltongue.operations.house import House
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import moderators
from civiltongue.web.desk.asking import Desk
from civiltongue.wording import phrase

_ACTORS = frozenset({"engine", "operator", "publisher", "author", "moderator", "notice", "site", "import"})


def rules_of(desk: Desk, *, engine: bool = True) -> list[tuple[str, str]]:
    """Return every rule in force, and the reasons of the engine itself where they are asked for: id and title."""
    with desk.house.database.read() as connection:
        policy = desk.house.in_force(connection, desk.site.id).policy
    ids = [rule.id for rule in policy.rules] + (sorted(RESERVED_REASONS) if engine else [])
    return [(rule, rule_in_words(rule, policy)[0]) for rule in ids]


def naming(desk: Desk) -> Callable[[str], str]:
    """Return what says who an actor of the record is: a moderator by name, anybody else by what they are."""
    with desk.house.database.read() as connection:
        names = moderators.names(connection, desk.site.id)
    return lambda actor: _named(actor, names)


def name_of(house: House, site_id: str, actor: str) -> str:
    """Return who an actor of the record is."""
    with house.database.read() as connection:
        return _named(actor, moderators.names(connection, site_id))


def _named(actor: str, names: Mapping[str, str]) -> str:
    kind, _, which = actor.partition(":")
    if kind == "moderator" and which in names:
        return names[which]
    return phrase(f"records.actor_{kind}") if kind in _ACTORS else actor
