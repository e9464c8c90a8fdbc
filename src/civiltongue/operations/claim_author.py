"""Claim to be an author from before: at once with the same e-mail address, else when a moderator confirms."""

from dataclasses import dataclass

from civiltongue.domain.audit import Event
from civiltongue.domain.claim import Claim, ClaimState
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.importers import SYSTEMS
from civiltongue.operations.house import House
from civiltongue.operations.imported import author_key
from civiltongue.operations.record import record
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import authors, claims, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.text.visible import check_text
from civiltongue.wording import phrase

MOST_CHARACTERS = 1_000
"""How long the words of a claim may be."""


@dataclass(frozen=True, slots=True)
class Claimable:
    """An author from before whom somebody may be. ``proven`` says that the e-mail address is the same."""

    author: Author
    published: int
    proven: bool


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """A claim that waits, with who claims, and whom."""

    claim: Claim
    author: Author
    claimed: Author
    published: int


def read_claimable(connection: Connection, house: House, author: Author) -> tuple[Claimable, ...]:
    """Return whom an account may be from before: those with its address, and those of its name."""
    if author.kind is not AuthorKind.ACCOUNT:
        return ()
    keys = _own_keys(connection, house, author)
    found = claims.claimable(connection, author.site_id, name=author.name, source_keys=sorted(keys))
    return tuple(
        Claimable(
            other,
            authors.published(connection, author.site_id, other.id),
            claims.source_key(connection, author.site_id, other.id) in keys,
        )
        for other in found
    )


def claim_author(house: House, site: Site, author: Author, claimed_id: str, *, text: str = "") -> Claim:
    """Claim to be another author; ``text`` says how a moderator can tell, where the address does not.

    Raises NotFound where there is no such author without an account, BadInput, and Conflict where the
    same was claimed before.
    """
    check_text(text)
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"A claim has at most {MOST_CHARACTERS} characters.", where="text")
    now = house.clock()

    def work(connection: Connection) -> Claim:
        known = {found.author.id: found for found in read_claimable(connection, house, author)}
        if claimed_id not in known:
            raise NotFound("There is no such author to claim.", where="author")
        proven = known[claimed_id].proven
        if not proven and not text.strip():
            raise BadInput("Say how one can tell that this was you.", where="text")
        claim = Claim(house.id_at(now), site.id, author.id, claimed_id, text.strip(), now)
        claims.add(connection, claim)
        actor = f"author:{author.id}"
        record(house, connection, site.id, Event.CLAIM_FILE, actor=actor, subject=claim.id)
        return _confirm(connection, house, claim, by=actor) if proven else claim

    try:
        return house.database.write(work)
    except Duplicate as error:
        raise Conflict("This was claimed before.", where="author") from error


def decide_claim(house: House, site: Site, claim_id: str, state: ClaimState, *, by: str) -> Claim:
    """Confirm a claim, which hands everything over at once, or refuse it; the claimant is told.

    Raises NotFound, BadInput, and Conflict where it was decided, or the author is somebody else's meanwhile.
    """
    if state is ClaimState.OPEN:
        raise BadInput("A claim is confirmed or refused.", where="state")

    def work(connection: Connection) -> Claim:
        claim = claims.get(connection, site.id, claim_id)
        if claim is None:
            raise NotFound("There is no such claim.", where="claim")
        if state is ClaimState.CONFIRMED:
            decided = _confirm(connection, house, claim, by=by)
        else:
            decided = _decided(connection, house, claim, state, by)
        whom = (site.id, claim.author_id)
        write_to_author(
            connection, house, whom, lambda: _worded(connection, house, decided), at=house.clock()
        )
        return decided

    return house.database.write(work)


def read_open_claims(house: House, site: Site) -> list[OpenClaim]:
    """Return the open claims of a site, the longest first."""
    with house.database.read() as connection:
        found = []
        for claim in claims.waiting(connection, site.id):
            author = authors.get(connection, site.id, claim.author_id)
            claimed = authors.get(connection, site.id, claim.claimed_id)
            if author and claimed:
                published = authors.published(connection, site.id, claimed.id)
                found.append(OpenClaim(claim, author, claimed, published))
        return found


def _own_keys(connection: Connection, house: House, author: Author) -> set[str]:
    """Return the keys that imports gave to the author's e-mail address."""
    email = authors.email(connection, author.site_id, author.id) if author.verified else None
    if email is None:
        return set()
    return {author_key(house, author.site_id, f"{system}:email:{email.lower()}") for system in SYSTEMS}


def _confirm(connection: Connection, house: House, claim: Claim, *, by: str) -> Claim:
    decided = _decided(connection, house, claim, ClaimState.CONFIRMED, by)
    if not claims.take_over(connection, claim.site_id, claim.author_id, claim.claimed_id):
        raise Conflict("The author is somebody else's meanwhile.", where="author")
    sites.raise_version(connection, claim.site_id)
    return decided


def _decided(connection: Connection, house: House, claim: Claim, state: ClaimState, by: str) -> Claim:
    now = house.clock()
    if not claims.decide(connection, claim, state, by=by, at=now):
        raise Conflict("The claim was decided meanwhile.", where="claim")
    record(
        house,
        connection,
        claim.site_id,
        Event.CLAIM_DECIDE,
        actor=by,
        subject=claim.id,
        state=state.value,
    )
    decided = claims.get(connection, claim.site_id, claim.id)
    assert decided is not None
    return decided


def _worded(connection: Connection, house: House, claim: Claim) -> tuple[str, str]:
    publication = house.in_force(connection, claim.site_id).policy.publication
    body = phrase(f"mail.claim_{claim.state.value}", publication=publication)
    return phrase("mail.claim_subject", publication=publication), body
