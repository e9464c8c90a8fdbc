"""Appeal by the signed link in a letter, without signing in."""

from dataclasses import dataclass

from civiltongue.domain.appeal import Appeal
from civiltongue.domain.policy import Policy
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import NotFound
from civiltongue.operations.appeal import (
    appeal_ruling,
    appeal_sanction,
    is_appealable,
    is_sanction_appealable,
)
from civiltongue.operations.discuss_appeal import speak_about_appeal
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_appeals import MyAppeal
from civiltongue.operations.sign_appeal import PURPOSE
from civiltongue.operations.tokens import verify
from civiltongue.storage import appeals, authors, comments, remarks, rulings, sites
from civiltongue.storage.database import Connection

_GONE = "What this link was about is gone."


@dataclass(frozen=True, slots=True)
class Heard:
    """What a link is about: a ruling on a comment, as its author is told it, or a sanction."""

    site: Site
    author: Author
    policy: Policy
    appeal: MyAppeal
    outcome: Outcome | None
    sanction: Sanction | None


def read_appeal_link(house: House, token: str) -> Heard:
    """Return what a link is about; raises TokenInvalid for one that we did not write or that is over, and NotFound."""
    claims = verify(house, PURPOSE, token, now=house.clock())
    with house.database.read() as connection:
        site = sites.get(connection, claims["site"])
        author = authors.get(connection, claims["site"], claims["author"])
        if site is None or author is None:
            raise NotFound(_GONE, where="link")
        policy = house.in_force(connection, site.id).policy
        if "ruling" in claims:
            return _about_ruling(connection, house, (site, author, policy), claims["ruling"])
        return _about_sanction(connection, house, (site, author, policy), claims["sanction"])


def appeal_by_link(house: House, token: str, text: str) -> Appeal:
    """Appeal against what a link is about; raises as :func:`read_appeal_link`, and BadInput and Conflict."""
    heard = read_appeal_link(house, token)
    if heard.sanction is not None:
        return appeal_sanction(house, heard.site, heard.author, sanction_id=heard.sanction.id, text=text)
    assert heard.outcome is not None
    assert heard.outcome.comment is not None
    return appeal_ruling(
        house,
        heard.site,
        heard.author,
        comment_id=heard.outcome.comment.id,
        text=text,
        ruling_id=verify(house, PURPOSE, token, now=house.clock())["ruling"],
    )


def speak_by_link(house: House, token: str, text: str) -> None:
    """Add something to the open appeal about what a link is about; raises as :func:`appeal_by_link`."""
    heard = read_appeal_link(house, token)
    if heard.appeal.appeal is None:
        raise NotFound("There is no such appeal.", where="appeal")
    speak_about_appeal(house, heard.site, heard.author, appeal_id=heard.appeal.appeal.id, text=text)


def _about_ruling(
    connection: Connection, house: House, known: tuple[Site, Author, Policy], ruling_id: str
) -> Heard:
    site, author, policy = known
    ruled = rulings.get(connection, site.id, ruling_id)
    comment = comments.get(connection, site.id, ruled.comment_id) if ruled else None
    revision = comments.revision(connection, site.id, ruled.revision_id) if ruled else None
    if ruled is None or comment is None or revision is None or comment.author_id != author.id:
        raise NotFound(_GONE, where="link")
    in_force = comment.ruling_id == ruled.id
    permitted = in_force and is_appealable(ruled, policy, now=house.clock())
    outcome = Outcome(
        ruling=ruled.ruling,
        policy=house.of_version(connection, site.id, ruled.ruling.policy_version).policy,
        visible=revision.visible,
        comment=comment,
        revision=revision,
        kind=ruled.kind,
    )
    mine = _mine(connection, site, ruled.id, permitted=permitted)
    return Heard(site, author, policy, mine, outcome, None)


def _about_sanction(
    connection: Connection, house: House, known: tuple[Site, Author, Policy], sanction_id: str
) -> Heard:
    site, author, policy = known
    found = {each.id: each for each in authors.sanctions(connection, site.id, author.id)}
    sanction = found.get(sanction_id)
    if sanction is None:
        raise NotFound(_GONE, where="link")
    permitted = is_sanction_appealable(sanction, policy, now=house.clock())
    mine = _mine(connection, site, sanction.id, permitted=permitted)
    return Heard(site, author, policy, mine, None, sanction)


def _mine(connection: Connection, site: Site, subject: str, *, permitted: bool) -> MyAppeal:
    appeal = appeals.about(connection, site.id, [subject]).get(subject)
    if appeal is None:
        return MyAppeal(None, permitted)
    said = remarks.about(connection, site.id, [appeal.id]).get(appeal.id, ())
    return MyAppeal(appeal, permitted=False, remarks=tuple(said))
