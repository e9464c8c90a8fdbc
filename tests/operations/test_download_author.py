"""The document about an author holds everything that is kept, and nothing about anybody else."""

import json

from civiltongue.operations.download_author import FORMAT, download_author
from civiltongue.operations.erase_author import ask_erasure
from civiltongue.storage import about_author, erasing
from tests.houses import Setting, setting
from tests.operations.full_life import EMAIL, NAME, WORDS, a_full_life

__all__ = ["setting"]


def test_every_word_that_is_kept_of_an_author_is_in_the_document(setting: Setting) -> None:
    author = a_full_life(setting)
    ask_erasure(setting.house, setting.site, author)

    document = download_author(setting.house, setting.site, author).decode()

    told = json.loads(document)
    assert told["format"] == FORMAT
    assert told["author"]["email"] == EMAIL
    assert [name["name"] for name in told["names"]] == [NAME]
    assert [word for word in WORDS if word not in document and word != "thaumatrope"] == []
    assert told["comments"][0]["rulings"][-1]["reasons"][0]["rule"] == "privacy"
    assert told["erasures"][0]["due_at"].endswith("Z")
    assert {"author:sign-in", "comment:submit"} <= {entry["event"] for entry in told["audit"]}


def test_what_other_people_wrote_and_who_decided_is_not_in_the_document(setting: Setting) -> None:
    author = a_full_life(setting)

    document = download_author(setting.house, setting.site, author).decode()

    assert "thaumatrope" not in document
    assert "moderator:" not in document
    assert json.loads(document)["appeals"][0]["decided_by"] == "moderator"


def test_no_hash_of_a_secret_is_in_the_document(setting: Setting) -> None:
    author = a_full_life(setting)

    assert "token_hash" not in download_author(setting.house, setting.site, author).decode()


def test_every_table_that_erasing_empties_is_read_for_the_document() -> None:
    assert about_author.TABLES | {"queue"} >= erasing.ERASED
    assert erasing.ERASED - {"queue"} <= about_author.TABLES
