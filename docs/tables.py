"""Write the tables of the reference that follow from the code: ``python -m docs.tables``.

A page says where: everything between ``<!-- table: NAME -->`` and ``<!-- end -->`` is written by
the function of that name here.
"""

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click

from civiltongue import detectors, policyfile
from civiltongue.cli import civiltongue as command
from civiltongue.domain.evidence import SCORE_KINDS, SIGNAL_KINDS
from civiltongue.engine.conditions import NAMES
from civiltongue.errors import CivilTongueError
from civiltongue.errors import __doc__ as tree
from civiltongue.policyfile.load import load_policy
from civiltongue.web.errors import STATUS
from docs.http_tables import api_routes, page_routes, perspective_routes, shapes
from docs.markdown import first_sentence, prose, table
from docs.perspective_tables import attributes_served, attributes_withheld, perspective_errors
from docs.policy_tables import policy_keys, shipped_rules

PAGES = Path(__file__).parent / "reference"
PACKAGE = Path(__file__).parents[1] / "src" / "civiltongue"
_MARKED = re.compile(r"(<!-- table: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(text: str) -> str:
    """Return a page with its tables as the code has them now."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n\n{found[3]}", text)


def signals() -> str:
    """Every kind of signal, what it means, and whether ``score`` reports it."""
    rows = (
        (f"`{kind}`", meaning, "yes" if kind in SCORE_KINDS else "") for kind, meaning in SIGNAL_KINDS.items()
    )
    return table(("Signal", "What it means", "in `score`"), rows)


def detectors_in_order() -> str:
    """Every detector in the catalogue's order, with its version and what it is for."""
    policy = load_policy(policyfile.default())
    rows = (
        (
            f"`{detector.name}`",
            detector.version,
            first_sentence(import_module(type(detector).__module__).__doc__),
        )
        for detector in detectors.catalogue(policy)
    )
    return table(("Detector", "Version", "What it notices"), rows)


def names() -> str:
    """Every name that a condition's ``when`` may use."""
    return table(("Name", "What it is"), ((f"`{name}`", meaning) for name, meaning in NAMES.items()))


def errors() -> str:
    """Every error: its code, what it is a case of, its HTTP status, and what it means."""
    rows = (
        (f"`{error.code}`", _parent_code(error), str(_status(error)), _meaning(error))
        for error in _errors(CivilTongueError)
    )
    return table(("Code", "A case of", "HTTP status", "What it means"), rows)


def commands() -> str:
    """Every command with its arguments and options."""
    return "\n\n".join(_commands(command, "civiltongue"))


def modules() -> str:
    """Every module, package by package."""
    folders = [
        PACKAGE,
        *sorted(folder for folder in PACKAGE.rglob("*") if (folder / "__init__.py").is_file()),
    ]
    return "\n\n".join(_folder(folder) for folder in folders)


def _folder(folder: Path) -> str:
    path = ".".join(("civiltongue", *folder.relative_to(PACKAGE).parts))
    rows = [
        (f"`{file.stem}`", first_sentence(ast.get_docstring(ast.parse(file.read_text("utf-8")))))
        for file in sorted(folder.glob("*.py"))
        if file.name != "__init__.py"
    ]
    purpose = first_sentence(ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))))
    return "\n\n".join(
        (f"## `{path}`", purpose, *([table(("Module", "What it is for"), rows)] if rows else []))
    )


def _errors(error: type[CivilTongueError]) -> Iterator[type[CivilTongueError]]:
    for child in error.__subclasses__():
        yield child
        yield from _errors(child)


def _parent_code(error: type[CivilTongueError]) -> str:
    parent = error.__bases__[0]
    return f"`{parent.code}`" if parent is not CivilTongueError else ""


def _meaning(error: type[CivilTongueError]) -> str:
    """Return the error's line in the tree that its module's docstring draws."""
    line = re.search(rf"{error.__name__} +{error.code} +(.+)", tree or "")
    assert line, f"{error.__name__} is not in the tree"
    return line[1]


def _status(error: type[CivilTongueError]) -> int:
    return next((STATUS[kind] for kind in error.__mro__ if kind in STATUS), 500)


def _commands(this: click.Command, path: str) -> Iterator[str]:
    context = click.Context(this, info_name=path)
    if isinstance(this, click.Group):
        if context.parent is None and path != "civiltongue":
            yield f"## `{path}`\n\n{prose(this.help)}"
        for name in this.list_commands(context):
            child = this.get_command(context, name)
            assert child is not None
            yield from _commands(child, f"{path} {name}")
        return
    usage = " ".join([path, *this.collect_usage_pieces(context)])
    level = "###" if path.count(" ") > 1 else "##"
    parts = [f"{level} `{path}`", f"```console\n$ {usage}\n```", prose(this.help)]
    options = [p for p in this.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        rows = ((f"`{_option(option, context)}`", _help(option)) for option in options)
        parts.append(table(("Option", "What it does"), rows))
    yield "\n\n".join(parts)


def _help(option: click.Option) -> str:
    told = prose(option.help)
    needed = " Required." if option.required else ""
    return f"{told}{needed} Default: `{option.default}`." if option.show_default else f"{told}{needed}"


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    return names if option.is_flag or option.count else f"{names} {option.make_metavar(context)}"


TABLES: dict[str, Callable[[], str]] = {
    "signals": signals,
    "detectors": detectors_in_order,
    "names": names,
    "errors": errors,
    "policy-keys": policy_keys,
    "shipped-rules": shipped_rules,
    "commands": commands,
    "api-routes": api_routes,
    "modules": modules,
    "page-routes": page_routes,
    "attributes-served": attributes_served,
    "attributes-withheld": attributes_withheld,
    "perspective-errors": perspective_errors,
    "perspective-routes": perspective_routes,
    "shapes": shapes,
}
"""Every table that the code writes."""


if __name__ == "__main__":
    for page in sorted(PAGES.glob("*.md")):
        page.write_text(refreshed(page.read_text("utf-8")), "utf-8")
