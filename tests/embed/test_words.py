"""The words that the embed loads are those of the catalogue."""

import json
from gettext import c2py

import polib
import pytest

from civiltongue.wording import languages
from tests.embed.toolchain import BUILT
from tests.tree import PACKAGE

CATALOGUES = PACKAGE / "wording" / "catalogues"
READING, WRITING = "embed.", "embed.writing."


@pytest.mark.parametrize("language", languages())
def test_the_words_that_readers_load_are_those_of_the_catalogue(language: str) -> None:
    catalogue = polib.pofile(str(CATALOGUES / language / "embed.po"))
    writing = {entry.msgid for entry in catalogue if entry.msgid.startswith(WRITING)}

    for name, entries, prefix in (
        (f"words.{language}.json", [e for e in catalogue if e.msgid not in writing], READING),
        (f"words.{language}.writing.json", [e for e in catalogue if e.msgid in writing], WRITING),
    ):
        loaded = json.loads((BUILT / name).read_text("utf-8"))
        assert {key: _forms(value) for key, value in loaded.items()} == {
            entry.msgid.removeprefix(prefix): _forms(entry.msgstr_plural or entry.msgstr) for entry in entries
        }


def test_english_has_its_plural_under_the_names_that_browsers_give() -> None:
    catalogue = polib.pofile(str(CATALOGUES / "en" / "embed.po"))
    plural = c2py(catalogue.metadata["Plural-Forms"].partition("plural=")[2].rstrip(";"))
    words = json.loads((BUILT / "words.en.json").read_text("utf-8"))
    forms = next(entry.msgstr_plural for entry in catalogue if entry.msgid == "embed.comments")

    assert words["comments"] == {"one": forms[plural(1)], "other": forms[plural(2)]}


def _forms(wording: object) -> set[str]:
    return set(wording.values()) if isinstance(wording, dict) else {str(wording)}
