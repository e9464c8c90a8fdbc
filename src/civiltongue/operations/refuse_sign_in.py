"""Put on record that a sign-in was refused, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

from civiltongue.domain.audit import Event
from civiltongue.domain.identity import Method
from civiltongue.domain.thread import Site
from civiltongue.errors import TokenInvalid
from civiltongue.operations.guard import SIGN_INS_PER_ADDRESS, draw
from civiltongue.operations.house import House
from civiltongue.operations.record import ENGINE, record
from civiltongue.storage.database import Connection


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

        def work(connection: Connection) -> None:
            record(
                house,
                connection,
                site.id,
                Event.SIGN_IN_REFUSE,
                actor=ENGINE,
                subject=site.id,
                method=method.value,
                cause=cause,
            )

        house.database.write(work)
        raise
