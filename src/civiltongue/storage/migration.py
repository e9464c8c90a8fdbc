"""Bringing a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from civiltongue.errors import SetupInvalid
from civiltongue.storage.database import Database


def migrate(database: Database) -> None:
    """Create or upgrade every table; a database that is up to date is left alone."""
    if is_current(database):
        return
    config = _config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def is_current(database: Database) -> bool:
    """Say whether the database has the schema of this version.

    Raises SetupInvalid where it has one that this version does not know.
    """
    script = ScriptDirectory.from_config(_config())
    with database.engine.connect() as connection:
        stamp = MigrationContext.configure(connection).get_current_revision()
    if stamp is not None and stamp not in {revision.revision for revision in script.walk_revisions()}:
        raise SetupInvalid(
            f"The database has the schema {stamp!r}, which this version does not know.",
            where="database",
            hint="Install the version of Civil Tongue that last wrote to it, or a newer one.",
        )
    return stamp == script.get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
