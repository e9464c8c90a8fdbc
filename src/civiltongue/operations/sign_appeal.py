"""A signed link for a letter, with which its reader can appeal without signing in: about one thing, for a time."""

from datetime import timedelta

from civiltongue.domain.appeal import Appeal
from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import RecordedRuling
from civiltongue.domain.standing import Sanction
from civiltongue.operations.house import House
from civiltongue.operations.tokens import sign

AFTERWARDS = timedelta(days=30)
"""How long a link lets its reader see what became of an appeal, once the time for one is over."""
PURPOSE = "appeal"
"""What its token is signed for; a token for anything else is none."""


def link_about_ruling(house: House, policy: Policy, author_id: str, ruled: RecordedRuling) -> str:
    """Return the address at which an author can appeal against a ruling."""
    return _link(house, policy, {"site": ruled.site_id, "author": author_id, "ruling": ruled.id})


def link_about_sanction(house: House, policy: Policy, whom: tuple[str, str], sanction: Sanction) -> str:
    """Return the address at which an author, by site and id, can appeal against a sanction."""
    return _link(house, policy, {"site": whom[0], "author": whom[1], "sanction": sanction.id})


def link_about_appeal(house: House, policy: Policy, appeal: Appeal) -> str:
    """Return the address at which the author of an appeal reads it, and answers."""
    subject = {"ruling": appeal.ruling_id} if appeal.ruling_id else {"sanction": appeal.sanction_id or ""}
    return _link(house, policy, {"site": appeal.site_id, "author": appeal.author_id, **subject})


def _link(house: House, policy: Policy, claims: dict[str, str]) -> str:
    lifetime = timedelta(days=policy.appeal_days) + AFTERWARDS
    return f"{house.settings.base_url}/appeal/{sign(house, PURPOSE, claims, lifetime=lifetime)}"
