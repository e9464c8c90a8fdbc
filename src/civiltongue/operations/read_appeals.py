"""Read appeals: one's own, with where one stands, and those that wait for somebody to decide."""

from dataclasses import dataclass

from civiltongue.domain.appeal import Appeal, Remark
from civiltongue.domain.policy import Policy
from civiltongue.domain.standing import Sanction
from civiltongue.domain.thread import Author, Site
from civiltongue.engine.ladder import Rung, rung
from civiltongue.errors import NotFound
from civiltongue.operations.appeal import is_appealable, is_sanction_appealable
from civiltongue.operations.edit_comment import own_comment
from civiltongue.operations.house import House
from civiltongue.operations.read_queue import Item, read_item
from civiltongue.operations.weigh_reports import ReporterRecord, read_reporter
from civiltongue.storage import appeals, authors, groups, remarks, rulings, violations
from civiltongue.storage.database import Connection


@dataclass(frozen=True, slots=True)
class MyAppeal:
    """An author's appeal about something, or None, whether there may be one now, and what was said about it."""

    appeal: Appeal | None
    permitted: bool
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class MyStanding:
    """Where an author stands, also as one who reports. ``rung`` is None where the policy has no ladder.

    ``elsewhere`` are bans on other sites of the group that count here too.
    """

    policy: Policy
    rung: Rung | None
    sanctions: tuple[tuple[Sanction, MyAppeal], ...]
    reporter: ReporterRecord
    elsewhere: tuple[Sanction, ...] = ()


@dataclass(frozen=True, slots=True)
class AppealItem:
    """An open appeal as a decider sees it: the comment with its ruling, or the sanction."""

    appeal: Appeal
    author: Author
    item: Item | None
    sanction: Sanction | None
    remarks: tuple[Remark, ...] = ()


def read_my_appeal(house: House, site: Site, author: Author, comment_id: str) -> MyAppeal:
    """Return what became of the last appeal about one's comment; raises NotFound."""
    with house.database.read() as connection:
        comment = own_comment(connection, site, author, comment_id)
        ruled = rulings.get(connection, site.id, comment.ruling_id or "")
        found = appeals.of_comment(connection, site.id, comment.id)
        said = remarks.about(connection, site.id, [appeal.id for appeal in found[-1:]])
        policy = house.in_force(connection, site.id).policy
    heard = ruled is None or any(appeal.ruling_id == ruled.id for appeal in found)
    permitted = not heard and ruled is not None and is_appealable(ruled, policy, now=house.clock())
    if not found:
        return MyAppeal(None, permitted)
    return MyAppeal(found[-1], permitted, said.get(found[-1].id, ()))


def read_my_standing(house: House, site: Site, author: Author) -> MyStanding:
    """Return what weighs against an author now, what the next step is, and the sanctions so far, newest first."""
    now = house.clock()
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
        sanctions = authors.sanctions(connection, site.id, author.id)
        found = appeals.about(connection, site.id, [sanction.id for sanction in sanctions])
        said = remarks.about(connection, site.id, [appeal.id for appeal in found.values()])
        strikes = policy.strikes(violations.of_author(connection, site.id, author.id))
        elsewhere = groups.bans(connection, site.id, author.id)
        reporter = read_reporter(connection, policy, site.id, author.id)
    mine = [
        (
            sanction,
            MyAppeal(
                found.get(sanction.id),
                sanction.id not in found and is_sanction_appealable(sanction, policy, now=now),
                said.get(found[sanction.id].id, ()) if sanction.id in found else (),
            ),
        )
        for sanction in reversed(sanctions)
    ]
    stands = rung(strikes, policy.ladder, now=now) if policy.ladder else None
    return MyStanding(policy, stands, tuple(mine), reporter, elsewhere)


def read_open_appeals(
    house: House, site: Site, *, most: int = 100, places: tuple[str, ...] | None = None
) -> list[AppealItem]:
    """Return the open appeals of a site, the longest first.

    ``places`` are beginnings of stories' URLs; with them what is against a sanction is left out.
    """
    with house.database.read() as connection:
        waiting = appeals.waiting(connection, site.id, most=most, places=places)
        people = [_who(connection, appeal) for appeal in waiting]
        said = remarks.about(connection, site.id, [appeal.id for appeal in waiting])
    return [
        AppealItem(appeal, author, _item(house, site, appeal), sanction, said.get(appeal.id, ()))
        for appeal, (author, sanction) in zip(waiting, people, strict=True)
    ]


def _who(connection: Connection, appeal: Appeal) -> tuple[Author, Sanction | None]:
    author = authors.get(connection, appeal.site_id, appeal.author_id)
    if author is None:
        raise NotFound("The author is gone.", where="appeal")
    sanctions = authors.sanctions(connection, appeal.site_id, author.id) if appeal.sanction_id else ()
    return author, next((each for each in sanctions if each.id == appeal.sanction_id), None)


def _item(house: House, site: Site, appeal: Appeal) -> Item | None:
    return read_item(house, site, appeal.comment_id) if appeal.comment_id else None
