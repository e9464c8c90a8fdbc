"""Tell an author of a sanction, by letter, in the transaction that imposes it."""

from civiltongue.domain.standing import Sanction
from civiltongue.operations.house import House
from civiltongue.operations.letters import word_sanction
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import sites
from civiltongue.storage.database import Connection


def tell_sanction(connection: Connection, house: House, whom: tuple[str, str], sanction: Sanction) -> None:
    """Put the letter about a sanction of an author, by site and id, into the outbox."""
    site_id, author_id = whom

    def worded() -> tuple[str, str]:
        site = sites.get(connection, site_id)
        assert site is not None
        policy = house.in_force(connection, site_id).policy
        return word_sanction(house, site, policy, author_id, sanction)

    write_to_author(connection, house, whom, worded, at=sanction.imposed_at)
