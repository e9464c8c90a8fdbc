"""Write to moderators what waits for them, with links by which one decides without signing in."""

from civiltongue.domain.digest import DigestWish
from civiltongue.domain.moderation import Move, may
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput
from civiltongue.operations.decide_by_mail import decision_link
from civiltongue.operations.desk_queue import COMMENT, Entry, Wanted, read_desk_queue
from civiltongue.operations.house import House
from civiltongue.operations.word_statement import rule_in_words
from civiltongue.storage import digests, outbox, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.digests import Subscriber
from civiltongue.storage.moderators import Moderator
from civiltongue.storage.outbox import Letter
from civiltongue.wording import phrase, phrase_count

MOST = 10
"""How many items a letter lists; of more it tells the number."""
_TITLE = 120


def choose_digest(house: House, moderator: Moderator, wish: DigestWish) -> None:
    """Store when a moderator wants such letters; raises BadInput for hours that no day has."""
    hours = (wish.quiet_from, wish.quiet_until)
    if any(hour is not None and not 0 <= hour <= 23 for hour in hours) or hours.count(None) == 1:
        raise BadInput("Quiet hours are two hours of the day, from 0 to 23, or none.", where="quiet")
    house.database.write(lambda connection: digests.choose(connection, moderator.site_id, moderator.id, wish))


def send_digests(house: House) -> bool:
    """Write to everybody whose letter is due and for whom something new waits; returns False: no hurry for more."""
    with house.database.read() as connection:
        every = [site for site in sites.every(connection) if sites.policy_version(connection, site.id)]
        wanting = [(site, one) for site in every for one in digests.subscribers(connection, site.id)]
    now = house.clock()
    for site, one in wanting:
        if one.wish.is_due(now, one.last):
            _send(house, site, one)
    return False


def _send(house: House, site: Site, one: Subscriber) -> None:
    """Write one letter, which quotes no comment and names no author: these stand behind the links."""
    moderator = one.moderator
    listed = read_desk_queue(house, site, moderator, Wanted())
    if not any(one.last is None or entry.since > one.last for entry in listed.entries):
        return
    now = house.clock()
    known = {"site": site.name}
    number = len(listed.entries)
    parts = [phrase_count("mail.digest_opening", number, **known)]
    parts += [_worded(house, site, moderator, entry) for entry in listed.entries[:MOST]]
    parts.append(phrase("mail.digest_end", desk=f"{house.settings.base_url}/desk/{site.name}", **known))
    letter = Letter(
        id=house.id_at(now),
        site_id=site.id,
        recipient=moderator.email,
        subject=phrase_count("mail.digest_subject", number, **known),
        body="\n\n".join(parts) + "\n",
        attempts=0,
        created_at=now,
        not_before=now,
    )

    def work(connection: Connection) -> None:
        if digests.mark(connection, site.id, moderator.id, last=one.last, now=now):
            outbox.put(connection, letter)

    house.database.write(work)


def _worded(house: House, site: Site, moderator: Moderator, entry: Entry) -> str:
    base = f"{house.settings.base_url}/desk/{site.name}"
    if entry.kind != COMMENT or entry.row is None:
        return "\n".join((phrase(f"mail.digest_{entry.kind}"), f"{base}{entry.path}"))
    with house.database.read() as connection:
        policy = house.in_force(connection, site.id).policy
    rules = [rule_in_words(rule, policy)[0] for rule, _ in entry.reasons]
    lines = [
        phrase(
            "mail.digest_comment",
            story=entry.title[:_TITLE],
            since=f"{entry.since:%Y-%m-%d %H:%M} UTC",
        )
    ]
    lines += [f"- {rule}" for rule in rules]
    lines += [f"{phrase('mail.digest_see')} {base}/comments/{entry.id}"]
    if may(moderator.role, Move.DECIDE):
        for verdict in (Verdict.PUBLISH, Verdict.REJECT):
            link = decision_link(house, moderator, entry.id, entry.row.ruling_id, verdict)
            lines.append(f"{phrase(f'mail.digest_{verdict.word}')} {link}")
    return "\n".join(lines)
