"""Conditions for looking rows up by many ids at once."""

from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


def is_of(site_column: Column[str], site: str | BindParameter[str]) -> ColumnElement[bool]:
    """Return the condition that a row is of a site, in a form that SQLite uses no index for.

    Without statistics it takes every index that begins with the site for a good one, and as soon as more than
    about ten ids are asked for also for a better one than that of the ids: then it reads all that the site has.
    PostgreSQL has statistics.
    """
    return _AsItIs(site_column) == site


class _AsItIs(FunctionElement[str]):
    """A column whose indexes SQLite leaves alone, by the plus in front (https://sqlite.org/optoverview.html)."""

    inherit_cache = True


@compiles(_AsItIs)
def _plainly(element: _AsItIs, compiler: Any, **options: Any) -> str:
    column: str = compiler.process(element.clauses, **options)
    return column


@compiles(_AsItIs, "sqlite")
def _on_sqlite(element: _AsItIs, compiler: Any, **options: Any) -> str:
    return f"+{_plainly(element, compiler, **options)}"
