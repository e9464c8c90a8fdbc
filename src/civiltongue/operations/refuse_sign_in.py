"""Put on record that a sign-in was refused, and why."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Site
from civiltongue.errors import TokenInvalid, TooManyRequests
from civiltongue.operations.guard import REFUSALS_PER_LINK, SIGN_INS_PER_ADDRESS, draw
from civiltongue.operations.house import House
from civiltongue.operations.record import ENGINE, record
from civiltongue.storage.database import Connection
from civiltongue.storage.sessions import SignInLink


def count_attempt(house: House, site: Site, address: str) -> None:
    """Take one from the bucket of attempts that an address has; raises TooManyRequests."""
    house.database.write(
        lambda connection: draw(
            connection, site.id, f"sign-in:address:{address}", SIGN_INS_PER_ADDRESS, now=house.clock()
        )
    )


@contextmanager
def on_record(house: House, site: Site, method: Method) -> Iterator[None]:
    """Write what is refused inside into the audit log; a TokenInvalid says in ``where`` what was wrong."""
    try:
        yield
    except TokenInvalid as error:
        cause = error.where or "token"
        house.database.write(lambda connection: _record(connection, house, site.id, method, cause))
        raise


def record_refused_link(house: House, link: SignInLink, cause: str) -> None:
    """Write into the audit log that a mailed link was followed too late or again, a few times for each."""

    def work(connection: Connection) -> None:
        draw(connection, link.site_id, f"refused:link:{link.id}", REFUSALS_PER_LINK, now=house.clock())
        _record(connection, house, link.site_id, Method.LINK, cause)

    with suppress(TooManyRequests):
        house.database.write(work)


def _record(connection: Connection, house: House, site_id: str, method: Method, cause: str) -> None:
    record(
        house,
        connection,
        site_id,
        Event.SIGN_IN_REFUSE,
        actor=ENGINE,
        subject=site_id,
        method=method.value,
        cause=cause,
    )
