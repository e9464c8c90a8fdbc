"""Write Markdown: tables, and prose out of docstrings."""

from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table with a head."""
    titles = tuple(head)
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


def first_sentence(docstring: str | None) -> str:
    """Return the first paragraph of a docstring on one line."""
    return prose((docstring or "").split("\n\n")[0]).replace("``", "`")


def prose(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join((text or "").replace("\b", "").split())
