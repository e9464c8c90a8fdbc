"""Tell the publication, by a letter, that legal notices wait for longer than its house rules allow."""

from datetime import timedelta

from civiltongue.domain.policy import Policy
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.sign_in import checked_email
from civiltongue.storage import notices, outbox, sites
from civiltongue.storage.database import Connection
from civiltongue.storage.outbox import Letter
from civiltongue.wording import phrase_count


def tell_overdue(house: House, site: Site) -> int:
    """Write to the policy's contact about the notices that became overdue; returns how many, each told of once.

    Who has given no e-mail address as contact is not written to, and finds them in the list of notices.
    """
    now = house.clock()

    def work(connection: Connection) -> int:
        policy = house.in_force(connection, site.id).policy
        recipient = _address(policy)
        if not recipient:
            return 0
        before = now - timedelta(days=policy.notices.decide)
        number = notices.remind(connection, site.id, before=before, at=now)
        if number:
            desk = f"{house.settings.base_url}/desk/{site.name}"
            known = {"publication": policy.publication, "desk": desk}
            letter = Letter(
                id=house.id_at(now),
                site_id=site.id,
                recipient=recipient,
                subject=phrase_count("notice.overdue_subject", number, **known),
                body=phrase_count("notice.overdue_body", number, **known),
                attempts=0,
                created_at=now,
                not_before=now,
            )
            outbox.put(connection, letter)
        return number

    return house.database.write(work)


def tell_overdue_everywhere(house: House) -> bool:
    """Do so for every site that has house rules; returns False, for there is nothing more to do at once."""
    with house.database.read() as connection:
        every = [site for site in sites.every(connection) if sites.policy_version(connection, site.id)]
    for site in every:
        tell_overdue(house, site)
    return False


def _address(policy: Policy) -> str:
    try:
        return checked_email(policy.contact)
    except BadInput:
        return ""
