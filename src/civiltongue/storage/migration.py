"""Bringing a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from civiltongue.errors import SetupInvalid
from civiltongue.storage.database import Connection, Database

_ONE_AT_A_TIME = 0x6369_7669_6C
"""The key of the lock that keeps two processes from migrating one PostgreSQL database together."""


def migrate(database: Database) -> None:
    """Create or upgrade every table; a database that is up to date is left alone."""
    if not is_current(database):
        database.write(_upgrade)


def is_current(database: Database) -> bool:
    """Say whether the database has the schema of this version.

    Raises SetupInvalid where it has one that this version does not know.
    """
    script = ScriptDirectory.from_config(_config())
    with database.read() as connection:
        stamp = MigrationContext.configure(connection).get_current_revision()
    if stamp is not None:
        check_stamp(stamp, where="database")
    return stamp == script.get_current_head()


def check_stamp(stamp: str, *, where: str) -> None:
    """Raise SetupInvalid where a schema's stamp is none that this version can bring up to date."""
    script = ScriptDirectory.from_config(_config())
    if stamp not in {revision.revision for revision in script.walk_revisions()}:
        raise SetupInvalid(
            f"The database has the schema {stamp!r}, which this version does not know.",
            where=where,
            hint="Install the version of Civil Tongue that last wrote to it, or a newer one.",
        )


def _upgrade(connection: Connection) -> None:
    """Run what is missing in the one transaction of a write; another process may have been first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
