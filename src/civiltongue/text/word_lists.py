"""Word lists kept beside a module: one list a line, ``key: word, word``, ``#`` for a comment."""

from functools import cache
from importlib import resources


@cache
def word_lists(package: str, file: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a package's data file by key; a key on several lines is one list."""
    source = (resources.files(package) / "data" / file).read_text(encoding="utf-8")
    lists: dict[str, tuple[str, ...]] = {}
    for line in source.splitlines():
        if line and not line.startswith("#"):
            key, _, words = line.partition(":")
            lists[key] = lists.get(key, ()) + tuple(word.strip() for word in words.split(",") if word.strip())
    return lists
