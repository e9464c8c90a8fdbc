"""Columns of text and numbers, lined up."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    """Return a table: the first column to the left, numbers to the right with their thousands marked."""
    lines = [list(head), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in lines
    )


def _shown(cell: str | int) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell
