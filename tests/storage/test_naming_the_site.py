"""Every row belongs to a site, and every function of a store is told which."""

import inspect
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

from civiltongue import storage
from civiltongue.domain.thread import Site
from civiltongue.storage import schema
from civiltongue.storage.database import Connection

NO_SITE_NEEDED = {
    "api_keys.with_hash": "the key's hash says whose it is, and of which site",
    "appeals.site_of": "finds out which site a public id belongs to",
    "asking.with_token": "the token's hash says of which site it is",
    "authors.site_of": "finds out which site a public id belongs to",
    "claims.site_of": "finds out which site a public id belongs to",
    "comments.site_of": "finds out which site a public id belongs to",
    "desk_sessions.with_token": "the token's hash says of which site it is",
    "moderators.with_key": "the key's hash says whose it is, and of which site",
    "news.waiting": "one writer of letters serves all sites",
    "notices.site_of": "finds out which site a public id belongs to",
    "outbox.due": "one sender serves all sites",
    "sessions.handover": "the id of a hand-over is a secret that says of which site it is",
    "sessions.link_with_token": "the token's hash says of which site it is",
    "sessions.with_token": "the token's hash says of which site it is",
    "sites.any_has_origin": "before a request says which site it is about",
    "sites.every": "the sites themselves",
    "sites.named": "the site itself",
    "sites.with_key": "the key's hash says of which site it is",
}
"""Every function that asks without a site, with the reason why it may."""

NO_STORES = {"backup", "database", "duplicate", "freshness", "insertion", "migration", "types", "writer"}


def stores() -> list[ModuleType]:
    names = [m.name for m in iter_modules(storage.__path__) if not m.ispkg and m.name not in NO_STORES]
    return [import_module(f"civiltongue.storage.{name}") for name in names]


def queries() -> list[tuple[str, Callable[..., object]]]:
    return [
        (f"{store.__name__.rpartition('.')[2]}.{name}", function)
        for store in stores()
        for name, function in inspect.getmembers(store, inspect.isfunction)
        if function.__module__ == store.__name__
        and not name.startswith("_")
        and Connection in typing.get_type_hints(function).values()
    ]


def test_the_functions_of_every_store_are_looked_at() -> None:
    found = {name.partition(".")[0] for name, _ in queries()}

    assert {"sites", "threads", "comments", "rulings", "authors", "sessions", "guards", "outbox"} <= found
    assert len(queries()) > 70


@pytest.mark.parametrize(("name", "function"), queries())
def test_a_query_is_told_its_site(name, function) -> None:
    assert _names_a_site(function) != (name in NO_SITE_NEEDED), (
        f"{name} must take site_id, or a value that has one; or else the reason stands in NO_SITE_NEEDED"
    )


def test_every_exception_is_still_there() -> None:
    assert NO_SITE_NEEDED.keys() <= {name for name, _ in queries()}


@pytest.mark.parametrize("table", schema.metadata.tables.values(), ids=str)
def test_every_row_belongs_to_a_site(table) -> None:
    if table is not schema.sites:
        assert not table.c.site_id.nullable
        assert {key.column for key in table.c.site_id.foreign_keys} == {schema.sites.c.id}


def _names_a_site(function: Callable[..., object]) -> bool:
    hints = typing.get_type_hints(function)
    parameters = inspect.signature(function).parameters
    return "site_id" in parameters or any(
        hints[name] is Site
        or (is_dataclass(hints[name]) and "site_id" in {field.name for field in fields(hints[name])})
        for name in parameters
    )
