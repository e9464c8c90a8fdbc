"""Look at the advice on what was imported, and put it in force where a moderator agrees."""

from dataclasses import replace

from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Site
from civiltongue.errors import NotFound
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.storage import advice, rulings


def read_advice(
    house: House, site: Site, *, rule: str = "", places: tuple[str, ...] | None = None, most: int = 50
) -> list[Item]:
    """Return comments that readers see against the advice of the rules in force, each with that advice.

    ``rule`` narrows them down to what breaks one rule, ``places`` to stories whose URLs begin so. What was
    decided since is left out.
    """
    with house.database.read() as connection:
        version = house.in_force(connection, site.id).policy.version
        found = advice.against(connection, site.id, version, rule=rule, places=places, most=most)
        advised = [(comment_id, rulings.get(connection, site.id, ruling)) for comment_id, ruling in found]
    return [
        replace(read_item(house, site, comment_id), ruling=ruling)
        for comment_id, ruling in advised
        if ruling is not None
    ]


def accept_advice(house: House, site: Site, comment_id: str, *, by: str) -> Outcome:
    """Decide about an imported comment as the newest advice on it says.

    A nudge asks an author, and there is none to ask any more: the comment is held. Raises NotFound
    where there is no advice.
    """
    with house.database.read() as connection:
        ruling_id = advice.latest(connection, site.id, comment_id)
        advised = rulings.get(connection, site.id, ruling_id) if ruling_id else None
        policy = house.in_force(connection, site.id).policy
    if advised is None:
        raise NotFound(
            "There is no advice on this comment.",
            where="comment",
            hint=f"Ask for it: civiltongue judge --imported {site.name}.",
        )
    verdict = advised.ruling.verdict
    rules = [rule for rule in advised.ruling.rules if policy.rule(rule) is not None]
    return review_comment(
        house,
        site,
        Review(
            comment_id,
            Verdict.HOLD if verdict is Verdict.NUDGE else verdict,
            by,
            rule=rules[0] if rules else "",
        ),
    )
