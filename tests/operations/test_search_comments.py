"""Comments are found by their words and by what is known of them, as soon as and as long as they are there."""

from datetime import timedelta

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Author, Status
from civiltongue.errors import BadInput
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.erase_author import erase_author
from civiltongue.operations.keep_retention import keep_retention
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.search_comments import Search, search_comments
from tests.houses import ORIGIN, Setting, a_story, setting

__all__ = ["setting"]


def _found(setting: Setting, text: str = "", **values: object) -> list[str]:
    search = Search(text=text, **values)  # type: ignore[arg-type]
    return [found.comment_id for found in search_comments(setting.house, setting.site, search).comments]


def _write(setting: Setting, text: str, author: Author | None = None, **values: object) -> str:
    comment = setting.submit(author, text, **values).comment
    assert comment is not None
    return comment.id


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", True),
        ("FERRY cafe", True),
        ("ferry library", False),
        ('"the old ferry"', True),
        ('"ferry old"', False),
        ("ferr*", True),
        ("ferr", False),
        ("don't", True),
        ("'; DROP TABLE comments; --", False),
        ('" AND NEAR(', False),
        ("\\ ' & | !", False),
        ("渡轮", True),
        ("паром", True),
    ],
)
def test_a_comment_is_found_by_all_of_its_words(setting: Setting, typed: str, found: bool) -> None:
    text = "We don't need the old ferry to the Café; a bridge will do. 我们的渡轮很旧。 Паром стар."
    comment = _write(setting, text)
    _write(setting, "A library is worth more than a car park, whatever it costs.")

    assert _found(setting, typed) == ([comment] if found else [])


def test_what_is_known_of_a_comment_narrows_the_search(setting: Setting) -> None:
    author = setting.an_author("Maren Tidewater")
    mine = _write(setting, "The ferry is late again.", author)
    setting.clock.pass_by(days=2)
    other = _write(setting, "The ferry was on time today.", story=a_story("night-bus"))
    review_comment(
        setting.house, setting.site, Review(mine, Verdict.REJECT, "moderator:a", rule="privacy", note="")
    )
    today = setting.clock().date()

    assert _found(setting, "ferry") == [other, mine]
    assert _found(setting, "ferry", author="maren") == [mine]
    assert _found(setting, author=author.id) == [mine]
    assert _found(setting, "ferry", story="Night-Bus") == [other]
    assert _found(setting, status=Status.REJECTED) == [mine]
    assert _found(setting, "ferry", rule="privacy") == [mine]
    assert _found(setting, "ferry", first=today) == [other]
    assert _found(setting, "ferry", last=today - timedelta(days=1)) == [mine]
    assert _found(setting, "ferry", places=(f"{ORIGIN}/night-bus.html",)) == [other]
    assert _found(setting, "ferry", places=(f"{ORIGIN}/night",)) == []
    assert _found(setting, "ferry", places=()) == []
    assert _found(setting, writer=author.id) == [mine]


def test_pages_follow_each_other(setting: Setting) -> None:
    written = [_write(setting, f"The ferry number {number} is late again.") for number in range(5)]
    read, after = [], ""
    while True:
        search = Search(text="ferry", after=after)
        page = search_comments(setting.house, setting.site, search, most=2)
        read += [found.comment_id for found in page.comments]
        after = page.after
        if not after:
            break

    assert read == written[::-1]
    with pytest.raises(BadInput):
        search_comments(setting.house, setting.site, Search(after="1; 2"))


def test_only_the_words_in_force_are_found(setting: Setting) -> None:
    author = setting.an_author()
    comment = _write(setting, "The ferry is late again.", author)

    edit = Edit(author, comment, "The tram is late again.", consent=setting.version, address="a")
    edit_comment(setting.house, setting.site, edit)

    assert _found(setting, "ferry") == []
    assert _found(setting, "tram") == [comment]


def test_what_is_erased_is_not_found(setting: Setting) -> None:
    author = setting.an_author()
    _write(setting, "The ferry is late again.", author)
    kept = _write(setting, "The ferry is on time, for once.")

    erase_author(setting.house, setting.site, author.id)

    assert _found(setting, "ferry") == [kept]


def test_what_retention_empties_is_not_found(setting: Setting) -> None:
    comment = _write(setting, "The ferry is late again.")
    review_comment(
        setting.house, setting.site, Review(comment, Verdict.REJECT, "moderator:a", rule="privacy", note="")
    )
    setting.clock.pass_by(days=4_000)

    keep_retention(setting.house, setting.site)

    assert _found(setting, "ferry") == []
