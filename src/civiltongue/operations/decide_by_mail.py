"""Decide about a comment by a signed link in a letter: looked at first, used once, refused where it is stale."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from civiltongue.domain.moderation import Move, may
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling, Verdict
from civiltongue.domain.thread import Site
from civiltongue.errors import Conflict, NotPermitted, TokenInvalid
from civiltongue.operations.desk_decide import put_decision
from civiltongue.operations.house import House
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.operations.review_comment import Review, check_review
from civiltongue.operations.tokens import sign, verify
from civiltongue.storage import guards, moderators, rulings, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.moderators import Moderator

LIFETIME = timedelta(days=3)
"""How long a link decides."""
_PURPOSE = "desk-decision"


@dataclass(frozen=True, slots=True)
class Offered:
    """What a link offers: a verdict on a comment by a moderator, who saw ``seen`` in force.

    ``meanwhile`` is what was decided since, None where nothing was. ``by`` names who did, as the record does.
    """

    site: Site
    policy: Policy
    moderator: Moderator
    item: Item
    verdict: Verdict
    seen: str
    token: str
    meanwhile: RecordedRuling | None


def decision_link(house: House, moderator: Moderator, comment_id: str, seen: str, verdict: Verdict) -> str:
    """Return the address that offers a moderator to decide about a comment, while a ruling is in force."""
    told = {
        "site": moderator.site_id,
        "moderator": moderator.id,
        "comment": comment_id,
        "seen": seen,
        "verdict": verdict.word,
    }
    return f"{house.settings.base_url}/desk/decide/{sign(house, _PURPOSE, told, lifetime=LIFETIME)}"


def read_decision_link(house: House, token: str) -> Offered:
    """Return what a link offers, and change nothing.

    Raises TokenInvalid for a link that is wrong, used or over, or of nobody who is a moderator now;
    NotPermitted where the role or the sections do not permit it any more.
    """
    told = verify(house, _PURPOSE, token, now=house.clock())
    with house.database.read() as connection:
        site = sites.get(connection, told["site"])
        moderator = _moderator(connection, told)
        if site is None or guards.is_used(connection, site.id, told["token"]):
            raise TokenInvalid("The link was used before.", hint="Open the comment at the desk.")
        policy = house.in_force(connection, site.id).policy
        item = read_item(house, site, told["comment"])
        now_in_force = rulings.get(connection, site.id, item.comment.ruling_id or "")
    _check(moderator, item)
    return Offered(
        site=site,
        policy=policy,
        moderator=moderator,
        item=item,
        verdict=Verdict.of(told["verdict"]),
        seen=told["seen"],
        token=told["token"],
        meanwhile=now_in_force if item.comment.ruling_id != told["seen"] else None,
    )


def decide_by_mail(house: House, token: str, *, rule: str = "", note: str = "") -> Offered:
    """Decide as a link offers, once; ``rule`` is needed to reject.

    Raises what :func:`read_decision_link` and a review do, and Conflict where it was decided meanwhile.
    """
    offered = read_decision_link(house, token)
    if offered.meanwhile is not None:
        raise Conflict("This was decided meanwhile, so nothing has changed by your link.", where="comment")
    is_rejection = offered.verdict is Verdict.REJECT
    review = Review(
        offered.item.comment.id,
        offered.verdict,
        f"moderator:{offered.moderator.id}",
        rule=rule if is_rejection else "",
        note=note,
        seen=offered.seen,
    )
    check_review(review)

    def work(connection: Connection) -> None:
        guards.use_token(connection, offered.site.id, offered.token, house.clock())
        put_decision(connection, house, offered.site, review, offered.moderator)

    try:
        house.database.write(work)
    except Duplicate as error:
        raise TokenInvalid("The link was used before.", hint="Open the comment at the desk.") from error
    return offered


def _moderator(connection: Connection, told: dict[str, Any]) -> Moderator:
    found = [each for each in moderators.every(connection, told["site"]) if each.id == told["moderator"]]
    if not found:
        raise TokenInvalid("You are no moderator of this site any more.", hint="Ask the operator.")
    return found[0]


def _check(moderator: Moderator, item: Item) -> None:
    if not may(moderator.role, Move.DECIDE) or not moderator.sees(item.thread.url):
        raise NotPermitted("Your role or your sections do not permit this any more.", where="role")
