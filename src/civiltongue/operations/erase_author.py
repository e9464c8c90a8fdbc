"""Erase an author: everything about them, everywhere, so that replies stay and nobody can tell to whom."""

from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RecordedRuling, Ruling, RulingKind, Verdict
from civiltongue.domain.thread import Author, AuthorKind, Site, Status
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.house import House
from civiltongue.operations.notice_evasion import leave_marks
from civiltongue.operations.record import OPERATOR, record
from civiltongue.storage import authors, erasing, erasures, groups, legal_holds, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.storage.erasing import Written
from civiltongue.storage.erasures import Erasure

BATCH = 500
"""How many comments are emptied in one transaction."""
AUTHOR = "author"
"""Who asked, where it was the author: the record does not say which one."""


def ask_erasure(house: House, site: Site, author: Author, *, at_once: bool = False) -> Erasure:
    """Record an author's wish to be erased, after the policy's days or at once; asking again may bring it forward.

    It is everywhere: on all sites of the group. Until it is due it can be taken back. What is due is erased by
    :func:`erase_due`.
    """
    with house.database.read() as connection:
        days = house.in_force(connection, site.id).policy.retention.erasure
        others = groups.elsewhere(connection, site.id, author.id)
    after = timedelta(0) if at_once else timedelta(days=days)
    for other in others:
        _ask(house, other.site_id, other.id, by=AUTHOR, after=after)
    return _ask(house, site.id, author.id, by=AUTHOR, after=after)


def take_back_erasure(house: House, site: Site, author: Author) -> None:
    """Drop the wish to be erased; raises NotFound where there is none that is not due yet."""
    now = house.clock()

    def work(connection: Connection) -> bool:
        for other in groups.elsewhere(connection, site.id, author.id):
            erasures.take_back(connection, other.site_id, other.id, now=now)
        return erasures.take_back(connection, site.id, author.id, now=now)

    if not house.database.write(work):
        raise NotFound("There is no erasure to take back.", where="author")


def erase_author(house: House, site: Site, author_id: str) -> Erasure:
    """Erase an author at once, on all sites of the group, for the operator; returns what was done on this one.

    Raises NotFound, and Conflict where they are erased already, or under a legal hold.
    """
    with house.database.read() as connection:
        others = groups.elsewhere(connection, site.id, author_id)
        for site_id, each in [(site.id, author_id), *((other.site_id, other.id) for other in others)]:
            _check_free(connection, site_id, each)
    wishes = [_ask(house, site.id, author_id, by=OPERATOR, after=timedelta(0))]
    wishes += [_ask(house, other.site_id, other.id, by=OPERATOR, after=timedelta(0)) for other in others]
    erased = [_erase(house, wish) for wish in wishes]
    with house.database.read() as connection:
        every = [sites.get(connection, wish.site_id) for wish in wishes]
    for cleared in every:
        if cleared is not None:
            clear_erased(house, cleared)
    return erased[0]


def erase_due(house: House, site: Site) -> int:
    """Erase every author whose wish is due, also what an interrupted erasure left; returns how many.

    Who is under a legal hold is erased when it ends.
    """
    with house.database.read() as connection:
        due = [
            wish
            for wish in erasures.due(connection, site.id, house.clock())
            if wish.author_id and not legal_holds.in_force(connection, site.id, wish.author_id)
        ]
    for wish in due:
        _erase(house, wish)
    return len(due)


def clear_erased(house: House, site: Site) -> None:
    """Write the database's files anew where something erased may be left in them."""
    with house.database.read() as connection:
        left = erasures.uncleared(connection, site.id)
    if left and house.database.clear_deleted():
        last = max(erasure.done_at for erasure in left if erasure.done_at is not None)
        now = house.clock()
        house.database.write(lambda c: erasures.clear(c, site.id, now, done_before=last))


def keep_erasures(house: House) -> bool:
    """Do on every site what is due of erasures; returns False, as there is no hurry for more."""
    with house.database.read() as connection:
        every = sites.every(connection)
    for site in every:
        erase_due(house, site)
        clear_erased(house, site)
    return False


def read_erasure(house: House, site: Site, author: Author) -> Erasure | None:
    """Return an author's wish to be erased that is not fulfilled yet."""
    with house.database.read() as connection:
        return erasures.of_author(connection, site.id, author.id)


def _ask(house: House, site_id: str, author_id: str, *, by: str, after: timedelta) -> Erasure:
    now = house.clock()
    wish = Erasure(house.id_at(now), site_id, author_id, by, now, now + after)

    def work(connection: Connection) -> Erasure:
        author = authors.get(connection, site_id, author_id)
        if author is None:
            raise NotFound("The site has no such author.", where="author")
        known = erasures.of_author(connection, site_id, author_id)
        if author.kind is AuthorKind.ERASED and known is None:
            raise Conflict("The author was erased already.", where="author")
        if known is None:
            erasures.add(connection, wish)
            return wish
        if wish.due_at < known.due_at:
            erasures.bring_forward(connection, known, wish.due_at)
        return known

    try:
        return house.database.write(work)
    except Duplicate as error:
        raise Conflict("This was asked for at the same moment.", where="author") from error


def _erase(house: House, wish: Erasure) -> Erasure:
    """Erase in batches; whoever is interrupted begins again, which changes nothing that is done."""
    site_id, author_id = wish.site_id, wish.author_id
    assert author_id is not None
    house.database.write(lambda connection: _begin(connection, house, site_id, author_id))
    count, after = 0, ""
    while True:
        batch = house.database.write(lambda connection: _batch(connection, house, wish, after))  # noqa: B023
        count += len(batch)
        if len(batch) < BATCH:
            break
        after = batch[-1].id

    def finish(connection: Connection) -> Erasure:
        done = Erasure(
            wish.id, site_id, None, wish.asked_by, wish.asked_at, wish.due_at, house.clock(), comments=count
        )
        if erasures.of_author(connection, site_id, author_id) is None:
            return done
        # Whoever was signed in until the first transaction may have written something since.
        erasing.empty_author(connection, site_id, author_id)
        erasures.finish(connection, done)
        record(
            house,
            connection,
            site_id,
            Event.AUTHOR_ERASE,
            actor=wish.asked_by,
            subject=wish.id,
            comments=str(count),
        )
        return done

    return house.database.write(finish)


def _check_free(connection: Connection, site_id: str, author_id: str) -> None:
    if legal_holds.in_force(connection, site_id, author_id):
        raise Conflict("The author is under a legal hold.", where="author", hint="It must be lifted first.")


def _begin(connection: Connection, house: House, site_id: str, author_id: str) -> None:
    _check_free(connection, site_id, author_id)
    # A letter that is being written now is in the outbox afterwards, or is not written.
    authors.lock(connection, site_id, author_id)
    leave_marks(connection, house, site_id, author_id)
    erasing.empty_author(connection, site_id, author_id)


def _batch(connection: Connection, house: House, wish: Erasure, after: str) -> list[Written]:
    assert wish.author_id is not None
    batch = erasing.written_by(connection, wish.site_id, wish.author_id, after=after, most=BATCH)
    if batch:
        version = house.in_force(connection, wish.site_id).policy.version
        seen = {Status.PUBLISHED, Status.HELD}
        withdrawn = [_withdrawn(house, wish, item, version) for item in batch if item.status in seen]
        sources = {item.id: erased_source(house, wish.site_id, *item.source) for item in batch if item.source}
        erasing.empty_comments(connection, wish.site_id, batch, withdrawn=withdrawn, sources=sources)
    return batch


def erased_source(house: House, site_id: str, system: str, source_id: str) -> str:
    """Return what stands for the id that an erased comment came under: by it a later import knows it."""
    if source_id.startswith(_MARK):
        return source_id
    return _MARK + house.secrets.keyed_hash("erased source", f"{site_id}\n{system}\n{source_id}")


_MARK = "erased:"


def _withdrawn(house: House, wish: Erasure, item: Written, version: str) -> RecordedRuling:
    assert item.revision_id is not None
    now = house.clock()
    return RecordedRuling(
        id=house.id_at(now),
        site_id=wish.site_id,
        comment_id=item.id,
        revision_id=item.revision_id,
        kind=RulingKind.AUTHOR,
        decided_by=wish.asked_by,
        ruling=Ruling(Verdict.PUBLISH, (), words=0, policy_version=version),
        insisted=False,
        note="",
        supersedes=item.ruling_id,
        created_at=now,
    )
