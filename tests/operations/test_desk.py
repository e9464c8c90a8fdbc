"""The desk's queue on both databases: in order of harm, each item one moderator's, decided once, taken back whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from civiltongue.domain.evidence import Span
from civiltongue.domain.moderation import Role
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Comment, Format, Revision, Status
from civiltongue.engine.harm import harm, severities
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.add_moderator import Office, add_moderator
from civiltongue.operations.add_note import NewNote, add_note
from civiltongue.operations.desk_decide import (
    LOOKED_AT,
    UNDO,
    decide_item,
    leave_items,
    look_at_item,
    undo_decision,
)
from civiltongue.operations.desk_item import read_desk_item
from civiltongue.operations.desk_queue import Wanted, read_desk_queue
from civiltongue.operations.mask_comment import masked_source
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.review_comment import Review
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.operations.send_letters import send_letters
from civiltongue.storage import authors, comments, decisions, reporters, rulings, waiting
from civiltongue.storage.moderators import Moderator
from tests.houses import CIVIL, Setting

HELD = "Barnaby Croft is a thief who stole the harbour money."
ALIKE = "Barnaby Croft is a thief, who stole the harbour money!"


def a_moderator(setting: Setting, name: str = "Wren", role: Role = Role.SENIOR) -> Moderator:
    return add_moderator(setting.house, setting.site, name, office=Office(role)).moderator


def held(setting: Setting, text: str = HELD) -> Comment:
    comment = setting.submit(text=text).comment
    assert comment is not None
    assert comment.status is Status.HELD
    return comment


def review(
    comment: Comment, moderator: Moderator, verdict: Verdict = Verdict.REJECT, **fields: str
) -> Review:
    rule = "defamation" if verdict is Verdict.REJECT else ""
    return Review(comment.id, verdict, f"moderator:{moderator.id}", rule=rule, **fields)


def queued(setting: Setting, moderator: Moderator, **wanted: str) -> list[str]:
    listed = read_desk_queue(setting.house, setting.site, moderator, Wanted(**wanted))
    return [entry.id for entry in listed.entries]


def stored(setting: Setting, comment: Comment) -> Comment:
    with setting.house.database.read() as connection:
        found = comments.get(connection, setting.site.id, comment.id)
    assert found is not None
    return found


def test_what_may_do_more_harm_comes_first_and_then_what_waits_longer(setting: Setting) -> None:
    moderator = a_moderator(setting)
    reported = setting.submit(text=CIVIL).comment
    assert reported is not None
    report_comment(
        setting.house, setting.site, setting.an_author(), comment_id=reported.id, rule="privacy", text=""
    )
    first = held(setting)
    second = held(setting, "Odile Marrow is a fraud and a liar, she forged the survey of the pier.")

    assert queued(setting, moderator) == [first.id, second.id, reported.id]
    assert queued(setting, moderator, cause="reported") == [reported.id]
    assert queued(setting, moderator, rule="defamation") == [first.id, second.id]
    assert queued(setting, moderator, author=first.author_id) == [first.id]
    assert queued(setting, moderator, language="de") == []
    assert queued(setting, moderator, score="0.2", hours="1") == []


def test_reports_and_notices_and_severe_rules_count_as_harm(setting: Setting) -> None:
    with setting.house.database.read() as connection:
        severe = severities(setting.house.in_force(connection, setting.site.id).policy)

    assert harm([("privacy", 0.9)], severe) > harm([("profanity", 0.9)], severe)
    assert harm([("first-comments", 1.0)], severe) < harm([("profanity", 0.9)], severe)
    assert harm([], severe, reports=2.0) > harm([], severe, reports=1.0) > harm([], severe)
    assert harm([], severe, notices=1) > harm([("profanity", 1.0)], severe)


def test_an_item_is_one_moderators_until_they_leave_it_or_its_time_is_over(setting: Setting) -> None:
    house, site, comment = setting.house, setting.site, held(setting)
    wren, quill = a_moderator(setting), a_moderator(setting, "Quill")

    assert look_at_item(house, site, comment.id, wren) is None
    assert look_at_item(house, site, comment.id, wren) is None
    refused = look_at_item(house, site, comment.id, quill)
    assert refused is not None
    assert refused.name == "Wren"
    with pytest.raises(Conflict, match="Wren is looking"):
        decide_item(house, site, review(comment, quill), quill)
    setting.clock.pass_by(seconds=LOOKED_AT.total_seconds())
    assert look_at_item(house, site, comment.id, quill) is None
    leave_items(house, site, quill, item=comment.id)
    assert look_at_item(house, site, comment.id, wren) is None


def test_a_decision_claims_the_next_item_that_is_free(setting: Setting) -> None:
    house, site = setting.house, setting.site
    first, taken, gone, free = (
        held(setting, f"{HELD} {word}") for word in ("Lamps", "Nets", "Oars", "Ropes")
    )
    wren, quill = a_moderator(setting), a_moderator(setting, "Quill")
    look_at_item(house, site, taken.id, quill)
    decide_item(house, site, review(gone, wren), wren)

    decided = decide_item(house, site, review(first, wren), wren, upcoming=[taken.id, gone.id, free.id])

    assert decided.next == free.id
    assert look_at_item(house, site, free.id, quill) is not None


def test_of_many_who_decide_one_item_at_once_one_does(setting: Setting) -> None:
    house, site, comment = setting.house, setting.site, held(setting)
    people = [a_moderator(setting, name) for name in ("Wren", "Quill", "Odo", "Ada")]
    together = Barrier(len(people))

    def decide(moderator: Moderator) -> bool:
        together.wait()
        try:
            decide_item(house, site, review(comment, moderator, seen=comment.ruling_id or ""), moderator)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(len(people)) as pool:
        done = list(pool.map(decide, people))

    assert sum(done) == 1
    with house.database.read() as connection:
        assert len(rulings.of_comment(connection, site.id, comment.id)) == 2


def test_what_is_taken_back_at_once_never_was(setting: Setting) -> None:
    house, site, comment, wren = setting.house, setting.site, held(setting), a_moderator(setting)
    with house.database.read() as connection:
        before = waiting.waits(connection, site.id, comment.id)
    setting.clock.pass_by(minutes=5)

    decided = decide_item(house, site, review(comment, wren), wren)
    sent: list[object] = []
    send_letters(house, sent.append)
    undo_decision(house, site, decided.ruling_id, wren)
    setting.clock.pass_by(minutes=1)
    send_letters(house, sent.append)

    assert sent == []
    assert stored(setting, comment).status is Status.HELD
    with house.database.read() as connection:
        assert waiting.waits(connection, site.id, comment.id) == before
        history = rulings.of_comment(connection, site.id, comment.id)
        assert decisions.count_decided(connection, site.id, "defamation") == (0, 0)
        assert authors.sanctions(connection, site.id, comment.author_id) == ()
    assert [each.kind for each in history] == [RulingKind.ENGINE, RulingKind.MODERATOR, RulingKind.UNDONE]
    assert history[-1].ruling.reasons == history[0].ruling.reasons


def test_a_decision_is_told_when_its_time_is_over_and_stays(setting: Setting) -> None:
    house, site, comment, wren = setting.house, setting.site, held(setting), a_moderator(setting)
    decided = decide_item(house, site, review(comment, wren, told="Show us the proof."), wren)
    setting.clock.pass_by(seconds=UNDO.total_seconds() + 6)
    sent: list[object] = []

    send_letters(house, sent.append)

    assert len(sent) == 1
    assert "Show us the proof." in str(sent[0])
    with pytest.raises(Conflict, match="is over"):
        undo_decision(house, site, decided.ruling_id, wren)
    with pytest.raises(NotFound):
        undo_decision(house, site, decided.ruling_id, a_moderator(setting, "Quill"))


def test_a_published_comment_that_was_reported_waits_again_as_it_did(setting: Setting) -> None:
    house, site, wren = setting.house, setting.site, a_moderator(setting)
    comment = setting.submit(text=CIVIL).comment
    assert comment is not None
    report_comment(house, site, setting.an_author(), comment_id=comment.id, rule="privacy", text="")

    decided = decide_item(house, site, review(comment, wren), wren)
    undo_decision(house, site, decided.ruling_id, wren)

    assert stored(setting, comment).status is Status.PUBLISHED
    assert queued(setting, wren, cause="reported") == [comment.id]
    assert [report.rule for report, _ in read_desk_item(house, site, comment.id, wren).reports] == ["privacy"]
    with house.database.read() as connection:
        assert reporters.decided_last(connection, site.id, comment.id) is None


def test_an_item_shows_what_was_decided_alike_and_what_is_known_of_its_author(setting: Setting) -> None:
    house, site, wren = setting.house, setting.site, a_moderator(setting)
    before = held(setting)
    setting.clock.pass_by(days=8)
    comment = held(setting, ALIKE)
    decide_item(house, site, review(before, wren), wren)
    add_note(house, site, NewNote(comment.author_id, "Again.", comment.id), by=f"moderator:{wren.id}")
    sanction_author(
        house,
        site,
        comment.author_id,
        kind=SanctionKind.SUSPENSION,
        reason="Enough.",
        by="operator",
        lasting=timedelta(days=1),
    )

    shown = read_desk_item(house, site, comment.id, wren)

    assert shown.rules[0] == "defamation"
    assert [each.comment_id for each in shown.past.near] == [before.id]
    assert shown.past.went == {"reject": 1}
    assert [note.text for note in shown.notes] == ["Again."]
    assert [each.reason for each in shown.about.sanctions] == ["Enough."]
    assert shown.about.counts == {"held": 1}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("**Call** 020 7946 0958 now", "020 7946 0958"),
        ("Write to [her](mailto:jane@harbour.example): jane@harbour.example", "jane@harbour.example"),
        ("> quoted 020 7946 0958\n\nand *more*", "020 7946 0958"),
    ],
)
def test_masked_words_stand_nowhere_in_what_is_shown(setting: Setting, source: str, words: str) -> None:
    from civiltongue.text.visible import render

    rendered = render(source, format=Format.MARKDOWN)
    start = rendered.visible.index(words)
    revision = Revision(
        id="r",
        site_id="s",
        comment_id="c",
        number=1,
        source=source,
        format=Format.MARKDOWN,
        html=rendered.html,
        visible=rendered.visible,
        links=rendered.links,
        words=5,
        consent_version=None,
        created_at=setting.clock(),
    )

    masked, shown = masked_source(revision, [Span(start, start + len(words))])

    assert words not in masked + shown.html + shown.visible + str(shown.links)
    assert "[…]" in shown.visible
