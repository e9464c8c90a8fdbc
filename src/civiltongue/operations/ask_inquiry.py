"""Ask for the comments that name one, without an account: the e-mail address is proved by a signed link."""

from dataclasses import dataclass
from datetime import timedelta

from civiltongue.domain.audit import Event
from civiltongue.domain.inquiry import Inquiry
from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.guard import INQUIRIES_PER_ADDRESS, draw
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.sign_in import checked_email, checked_name
from civiltongue.operations.tokens import sign, verify
from civiltongue.storage import inquiries, outbox, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.inquiries import Shown
from civiltongue.storage.outbox import Letter
from civiltongue.text.visible import check_text
from civiltongue.wording import phrase

MOST_CHARACTERS = 2_000
"""How long the words beside the name may be."""
LIFETIME = timedelta(days=60)
"""For how long the link to an inquiry works, from each letter on."""
ASKING = "inquiry"
"""The actor in the audit log, and what the links are signed for."""


@dataclass(frozen=True, slots=True)
class InquiryWish:
    """What somebody sends. ``address`` is the keyed hash of their network address."""

    name: str
    email: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of an inquiry says: how far it is, and the comments that whoever asked may see."""

    site: Site
    policy: Policy
    inquiry: Inquiry
    comments: tuple[Shown, ...]


def ask_inquiry(house: House, site: Site, wish: InquiryWish) -> Inquiry:
    """Record an inquiry and mail a link that proves the address; nobody looks at it before.

    The answer is the same whether any comment names them. Raises BadInput and TooManyRequests.
    """
    check_text(wish.text)
    if len(wish.text) > MOST_CHARACTERS:
        raise BadInput(f"At most {MOST_CHARACTERS} characters.", where="text", hint="Shorten it.")
    now = house.clock()
    inquiry = Inquiry(
        id=house.id_at(now),
        site_id=site.id,
        name=checked_name(wish.name),
        email=checked_email(wish.email),
        text=wish.text.strip(),
        created_at=now,
    )

    def work(connection: Connection) -> None:
        draw(connection, site.id, f"inquiry:address:{wish.address}", INQUIRIES_PER_ADDRESS, now=now)
        inquiries.add(connection, inquiry)
        log(connection, house, inquiry, Event.INQUIRY_ASK, by=ASKING)
        write_to_asker(connection, house, inquiry, "proof")

    house.database.write(work)
    return inquiry


def read_inquiry(house: House, token: str) -> Told:
    """Return what a link is about; raises TokenInvalid, and NotFound once it is gone."""
    claims = verify(house, ASKING, token, now=house.clock())
    with house.database.read() as connection:
        site = sites.get(connection, claims["site"])
        inquiry = inquiries.get(connection, claims["site"], claims["inquiry"])
        if site is None or inquiry is None or not inquiry.email:
            raise NotFound("What this link was about is gone.", where="link")
        comments = inquiries.shown(connection, site.id, inquiry.comments)
        policy = house.in_force(connection, site.id).policy
    return Told(site, policy, inquiry, tuple(comments))


def confirm_inquiry(house: House, token: str) -> None:
    """Record that whoever asks has the address; doing so twice changes nothing. Raises as :func:`read_inquiry`."""
    inquiry = read_inquiry(house, token).inquiry

    def work(connection: Connection) -> None:
        if inquiries.confirm(connection, inquiry):
            log(connection, house, inquiry, Event.INQUIRY_CONFIRM, by=ASKING)

    house.database.write(work)


def inquiry_link(house: House, inquiry: Inquiry) -> str:
    """Return the address of an inquiry's page; who has it needs no account."""
    token = sign(house, ASKING, {"inquiry": inquiry.id, "site": inquiry.site_id}, lifetime=LIFETIME)
    return f"{house.settings.base_url}/inquiries/{token}"


def write_to_asker(connection: Connection, house: House, inquiry: Inquiry, about: str) -> None:
    """Put the letter with the link into the outbox: ``proof``, or what state an inquiry came to."""
    now = house.clock()
    publication = house.in_force(connection, inquiry.site_id).policy.publication
    told = {"publication": publication, "link": inquiry_link(house, inquiry)}
    letter = Letter(
        id=house.id_at(now),
        site_id=inquiry.site_id,
        recipient=inquiry.email,
        subject=phrase("inquiry.subject", **told),
        body=phrase(f"inquiry.{about}_body", **told),
        attempts=0,
        created_at=now,
        not_before=now,
    )
    outbox.put(connection, letter)


def log(
    connection: Connection, house: House, inquiry: Inquiry, event: Event, *, by: str, **details: str
) -> None:
    """Write about an inquiry into the audit log."""
    record(house, connection, inquiry.site_id, event, actor=by, subject=inquiry.id, **details)
