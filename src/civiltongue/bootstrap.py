"""From settings to a house: the one place that puts the parts together."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from civiltongue.errors import SetupInvalid
from civiltongue.operations.house import House
from civiltongue.settings import Secrets, Settings, read_secrets, read_settings
from civiltongue.storage.database import Database
from civiltongue.storage.migration import is_current, migrate


def open_house(
    settings: Settings | None = None,
    *,
    keys: Secrets | None = None,
    database: Database | None = None,
    clock: Callable[[], datetime] | None = None,
    random_bits: Callable[[int], int] = secrets.randbits,
    migrating: bool = True,
) -> House:
    """Assemble a house; every part can be replaced by argument.

    Raises SetupInvalid where the settings are wrong, or the database has another schema and
    ``migrating`` is off.
    """
    settings = settings or read_settings()
    database = database or Database(settings.database)
    if migrating:
        migrate(database)
    elif not is_current(database):
        raise SetupInvalid(
            "The database has an older schema.", where="database", hint="Run `civiltongue serve` or `doctor`."
        )
    return House(
        settings=settings,
        secrets=keys or read_secrets(settings),
        database=database,
        clock=clock or _now,
        random_bits=random_bits,
    )


def _now() -> datetime:
    return datetime.now(UTC)
