"""Moderators are told by mail what waits, as often as they wish, and decide by a link, once."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from civiltongue.domain.digest import DigestWish, Often
from civiltongue.domain.moderation import Role
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import Status
from civiltongue.errors import BadInput, Conflict, NotPermitted, TokenInvalid
from civiltongue.operations.add_moderator import Office, add_moderator, remove_moderator, set_office
from civiltongue.operations.decide_by_mail import decide_by_mail, read_decision_link
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.send_digests import choose_digest, send_digests
from civiltongue.storage import comments, schema
from civiltongue.storage.moderators import Moderator
from tests.houses import Setting, a_story, setting

__all__ = ["setting"]
ACCUSED = "He stole from the till, everybody on the pier knows it was Mayor Holm."


def _subscriber(setting: Setting, often: Often = Often.HOURLY, **office: object) -> Moderator:
    given = Office(**{"role": Role.SENIOR, "email": "wren@example.com", **office})  # type: ignore[arg-type]
    made = add_moderator(setting.house, setting.site, "Wren", office=given).moderator
    choose_digest(setting.house, made, DigestWish(often))
    return made


def _held(setting: Setting, text: str = ACCUSED, **values: object) -> str:
    comment = setting.submit(text=text, **values).comment
    assert comment is not None
    assert comment.status is Status.HELD
    return comment.id


def _letters(setting: Setting) -> list[tuple[str, str]]:
    send_digests(setting.house)
    with setting.house.database.read() as connection:
        rows = connection.execute(
            select(schema.outbox)
            .where(schema.outbox.c.recipient == "wren@example.com")
            .order_by(schema.outbox.c.id)
        )
        return [(row.subject, row.body) for row in rows]


def _links(body: str) -> dict[str, str]:
    """Return the tokens of a letter's first links to publish and to reject."""
    return {
        word.lower(): token
        for word, token in reversed(re.findall(r"(Publish|Reject): \S+/desk/decide/(\S+)", body))
    }


def _status(setting: Setting, comment_id: str) -> Status:
    with setting.house.database.read() as connection:
        comment = comments.get(connection, setting.site.id, comment_id)
    assert comment is not None
    return comment.status


def test_a_letter_lists_what_waits_and_quotes_and_names_nobody(setting: Setting) -> None:
    _subscriber(setting)
    author = setting.an_author("Maren Tidewater")
    _held(setting, story=a_story(title="Harbour lamps"))
    _held(setting, "Everybody knows that Mayor Holm took bribes for the lamps.", author=author)

    ((subject, body),) = _letters(setting)

    assert subject == f"2 things wait at the desk of {setting.site.name}"
    assert "under “Harbour lamps”" in body
    assert "No accusations without proof" in body
    for private in ("Holm", "till", "Maren", "Tidewater"):
        assert private not in body


def test_letters_keep_their_distance_and_come_only_for_something_new(setting: Setting) -> None:
    _subscriber(setting)
    assert _letters(setting) == []
    _held(setting)
    assert len(_letters(setting)) == 1
    _held(setting, "He took bribes, the harbour master did, in the back room of the Anchor.")
    setting.clock.pass_by(minutes=59)
    assert len(_letters(setting)) == 1
    setting.clock.pass_by(minutes=2)
    assert len(_letters(setting)) == 2
    setting.clock.pass_by(days=3)

    assert len(_letters(setting)) == 2


def test_nobody_is_written_to_who_does_not_wish_it_or_is_no_moderator_any_more(setting: Setting) -> None:
    wren = _subscriber(setting)
    _held(setting)
    choose_digest(setting.house, wren, DigestWish(Often.NEVER))
    assert _letters(setting) == []
    choose_digest(setting.house, wren, DigestWish(Often.DAILY))
    remove_moderator(setting.house, setting.site, "Wren")

    assert _letters(setting) == []


def test_what_is_of_other_sections_is_not_told(setting: Setting) -> None:
    _subscriber(setting, sections=("/sport",))
    _held(setting)

    assert _letters(setting) == []


@pytest.mark.parametrize(
    ("quiet", "hour", "is_quiet"),
    [((22, 7), 23, True), ((22, 7), 6, True), ((22, 7), 7, False), ((9, 17), 12, True), ((9, 9), 9, False)],
)
def test_quiet_hours_may_go_over_midnight(quiet: tuple[int, int], hour: int, is_quiet: bool) -> None:
    wish = DigestWish(Often.HOURLY, *quiet)

    assert wish.is_quiet(datetime(2026, 3, 1, hour, 30, tzinfo=UTC)) is is_quiet
    assert wish.is_due(datetime(2026, 3, 1, hour, 30, tzinfo=UTC), None) is not is_quiet


def test_hours_that_no_day_has_are_refused(setting: Setting) -> None:
    wren = _subscriber(setting)

    for wish in (DigestWish(Often.DAILY, 22, 24), DigestWish(Often.DAILY, 22, None)):
        with pytest.raises(BadInput):
            choose_digest(setting.house, wren, wish)


def test_a_link_decides_once(setting: Setting) -> None:
    _subscriber(setting)
    comment = _held(setting)
    ((_, body),) = _letters(setting)
    token = _links(body)["publish"]

    offered = read_decision_link(setting.house, token)
    assert (offered.verdict, offered.meanwhile, _status(setting, comment)) == (
        Verdict.PUBLISH,
        None,
        Status.HELD,
    )
    decide_by_mail(setting.house, token)

    assert _status(setting, comment) is Status.PUBLISHED
    for use in (decide_by_mail, read_decision_link):
        with pytest.raises(TokenInvalid):
            use(setting.house, token)


def test_a_rejection_by_link_says_its_rule(setting: Setting) -> None:
    _subscriber(setting)
    comment = _held(setting)
    ((_, body),) = _letters(setting)
    token = _links(body)["reject"]

    with pytest.raises(BadInput):
        decide_by_mail(setting.house, token)
    decide_by_mail(setting.house, token, rule="defamation")

    assert _status(setting, comment) is Status.REJECTED


def test_a_stale_link_is_refused_with_what_changed(setting: Setting) -> None:
    _subscriber(setting)
    comment = _held(setting)
    ((_, body),) = _letters(setting)
    review_comment(
        setting.house, setting.site, Review(comment, Verdict.REJECT, "operator", rule="defamation")
    )

    meanwhile = read_decision_link(setting.house, _links(body)["publish"]).meanwhile

    assert meanwhile is not None
    assert (meanwhile.ruling.verdict, meanwhile.decided_by) == (Verdict.REJECT, "operator")
    with pytest.raises(Conflict):
        decide_by_mail(setting.house, _links(body)["publish"])
    assert _status(setting, comment) is Status.REJECTED


def test_a_link_ends_with_its_time_its_office_and_its_sections(setting: Setting) -> None:
    _subscriber(setting)
    _held(setting)
    ((_, body),) = _letters(setting)
    token = _links(body)["publish"]

    set_office(setting.house, setting.site, "Wren", Office(Role.SENIOR, ("/sport",)))
    with pytest.raises(NotPermitted):
        decide_by_mail(setting.house, token)
    remove_moderator(setting.house, setting.site, "Wren")
    with pytest.raises(TokenInvalid, match="no moderator"):
        decide_by_mail(setting.house, token)
    setting.clock.pass_by(days=3)
    with pytest.raises(TokenInvalid, match="expired"):
        read_decision_link(setting.house, token)
