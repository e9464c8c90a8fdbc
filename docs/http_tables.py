"""Write the tables of the HTTP interface: its routes, and the shapes of what it takes and gives."""

import inspect
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from litestar.handlers import HTTPRouteHandler

from civiltongue.web import bodies, people_schemas, schemas
from civiltongue.web.perspective.errors import is_perspective
from civiltongue.web.routes import routes
from docs.markdown import first_sentence, table


def api_routes() -> str:
    """Every route of the JSON interface."""
    return _routes(lambda path: path.startswith("/api/"))


def perspective_routes() -> str:
    """Every route of the stand-in for Perspective."""
    return _routes(is_perspective)


def page_routes() -> str:
    """Every route of the pages, feeds and files."""
    return _routes(lambda path: not path.startswith("/api/") and not is_perspective(path))


def shapes() -> str:
    """Every shape of what is sent and answered, requests first."""
    found = [
        shape
        for module in (bodies, schemas, people_schemas)
        for _, shape in inspect.getmembers(module, inspect.isclass)
        if issubclass(shape, msgspec.Struct) and shape.__module__ == module.__name__ and shape.__annotations__
    ]
    found.sort(key=lambda shape: (not issubclass(shape, bodies.Strict), shape.__name__))
    return "\n\n".join(_shape(shape) for shape in found)


def _routes(wanted: Any) -> str:
    rows = [
        (f"`{method}`", f"`{_shown(path)}`", first_sentence(handler.fn.__doc__))
        for handler in _handlers()
        for path in sorted(handler.paths)
        for method in sorted(handler.http_methods)
        if wanted(path) and method != "HEAD"
    ]
    return table(("Method", "Path", "What it does"), rows)


def _handlers() -> Iterator[HTTPRouteHandler]:
    for route in routes():
        if isinstance(route, HTTPRouteHandler):
            yield route


def _shown(path: str) -> str:
    """Return a path as readers of the reference want it: without the types of its parts."""
    return path.replace(":str}", "}").replace(":int}", "}").replace(":path}", "}")


def _shape(shape: type[msgspec.Struct]) -> str:
    fields = msgspec.structs.fields(shape)
    rows = [
        (f"`{field.name}`", _type(field.type), "" if field.required else "may be left out")
        for field in fields
    ]
    return f"### {shape.__name__}\n\n{first_sentence(shape.__doc__)}\n\n{table(('Field', 'Value', ''), rows)}"


def _type(of: Any) -> str:
    origin, arguments = get_origin(of), get_args(of)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if origin in {Union, UnionType}:
        return " or ".join("null" if each is NoneType else _type(each) for each in arguments)
    if origin is list:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"object of {_type(arguments[1])}" if arguments[1] is not Any else "object"
    if isinstance(of, type) and issubclass(of, msgspec.Struct):
        return f"[{of.__name__}](#{of.__name__.lower()})"
    names = {str: "text", int: "whole number", bool: "`true` or `false`", Any: "anything", "datetime": "time"}
    return names.get(of) or names.get(getattr(of, "__name__", ""), getattr(of, "__name__", str(of)))
