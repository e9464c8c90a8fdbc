"""How much a reader loads, brotli-compressed as the server sends it."""

import brotli

from tests.embed.toolchain import BUILT

TO_READ = 6_000
IN_ALL = 14_000
LANGUAGE = "en"


def test_reading_takes_at_most_six_kilobytes() -> None:
    sizes = _sizes("civiltongue.js", "reading-*.js", f"words.{LANGUAGE}.json")

    assert sum(sizes.values()) <= TO_READ, sizes


def test_everything_in_one_language_takes_at_most_fourteen_kilobytes() -> None:
    sizes = _sizes("*.js", f"words.{LANGUAGE}.json", f"words.{LANGUAGE}.writing.json")

    assert sum(sizes.values()) <= IN_ALL, sizes


def test_readers_load_three_scripts_and_two_files_of_words() -> None:
    words = [file.name for file in BUILT.glob("words.*.json")]

    assert len(list(BUILT.glob("*.js"))) == 3
    assert {"words.en.json", "words.en.writing.json"} <= set(words)
    assert len(list(BUILT.iterdir())) == 3 + len(words)


def _sizes(*patterns: str) -> dict[str, int]:
    files = {file for pattern in patterns for file in BUILT.glob(pattern)}
    return {file.name: len(brotli.compress(file.read_bytes())) for file in sorted(files)}
