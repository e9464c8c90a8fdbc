"""Migrating gives the schema that the tables declare, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from civiltongue.errors import SetupInvalid, Unavailable
from civiltongue.storage.database import Database
from civiltongue.storage.migration import is_current, migrate
from civiltongue.storage.schema import metadata
from tests.storage.children import begin, child
from tests.storage.making import a_site, ask


@pytest.fixture
def empty(database_url):
    database = Database(database_url)
    yield database
    database.close()


def test_migrating_an_empty_database_gives_the_declared_tables(empty) -> None:
    assert not is_current(empty)

    migrate(empty)

    assert is_current(empty)
    with empty.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_name": _is_declared},
        )
        assert compare_metadata(context, metadata) == []


def test_migrating_gives_what_creating_every_table_gives(empty) -> None:
    """Down to what the comparison of Alembic overlooks: collations, partial indexes, names."""
    migrate(empty)
    migrated = _described(empty.engine)

    empty.write(metadata.drop_all)
    assert _described(empty.engine) == {}
    empty.write(metadata.create_all)

    assert _described(empty.engine) == migrated


def test_ids_sort_by_code_point_on_both_databases(database) -> None:
    query = text("SELECT id FROM sites ORDER BY id")
    for name in ("b", "a", "_", "C"):
        a_site(database, name)

    def ids(connection):
        return list(connection.execute(query).scalars())

    assert ask(database, ids) == sorted(ask(database, ids))


def test_a_database_that_is_up_to_date_is_left_alone(database) -> None:
    a_site(database, "lantern")

    migrate(database)

    assert is_current(database)
    assert len(ask(database, lambda connection: connection.execute(text("SELECT 1 FROM sites")).all())) == 1


def test_a_schema_that_is_not_known_is_refused(empty) -> None:
    migrate(empty)
    empty.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = 'zz'")))

    with pytest.raises(SetupInvalid, match="'zz'"):
        is_current(empty)
    with pytest.raises(SetupInvalid, match="or a newer one"):
        migrate(empty)


def test_two_processes_that_migrate_at_once_both_succeed(empty) -> None:
    with child("migrate", empty.url) as first, child("migrate", empty.url) as second:
        for process in (first, second):
            begin(process)
        said = [process.communicate()[0] for process in (first, second)]

    assert said == ["done\n", "done\n"]
    assert is_current(empty)


def test_a_migration_that_fails_leaves_nothing_behind(empty) -> None:
    empty.write(lambda connection: connection.execute(text("CREATE TABLE threads (id INTEGER)")))

    with pytest.raises(Exception, match="threads"):
        migrate(empty)

    assert set(inspect(empty.engine).get_table_names()) == {"threads"}


def test_a_database_that_does_not_answer_is_unavailable() -> None:
    database = Database("postgresql://postgres@127.0.0.1:1/nowhere")

    with pytest.raises(Unavailable):
        migrate(database)


def _described(engine) -> dict:
    inspector = inspect(engine)
    return {
        name: {
            "columns": [
                (
                    column["name"],
                    str(column["type"]),
                    getattr(column["type"], "collation", None),
                    column["nullable"],
                    column["default"],
                )
                for column in inspector.get_columns(name)
            ],
            "primary key": inspector.get_pk_constraint(name),
            "foreign keys": sorted(inspector.get_foreign_keys(name), key=str),
            "unique": sorted(inspector.get_unique_constraints(name), key=str),
            "indexes": sorted(
                (index["name"], index["column_names"], _said(index.get("dialect_options", {})))
                for index in inspector.get_indexes(name)
            ),
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def _said(options: dict) -> dict[str, str]:
    return {name: str(value) for name, value in options.items()}


def _is_declared(name: str | None, kind: str, parents: object) -> bool:
    """Leave out the full-text index, which each database has in its own way."""
    return not (name or "").startswith("searched")
