"""An author is heard again by somebody else, and what was wrong is undone."""

from datetime import timedelta

import pytest

from civiltongue.domain.appeal import Appeal, AppealState
from civiltongue.domain.audit import Event
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, Comment
from civiltongue.errors import AuthorSuspended, BadInput, Conflict, NotFound, NotPermitted
from civiltongue.operations.appeal import MOST_CHARACTERS, appeal_ruling, appeal_sanction
from civiltongue.operations.decide_appeal import AppealDecision, decide_appeal
from civiltongue.operations.discuss_appeal import MOST_REMARKS, ask_about_appeal, speak_about_appeal
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.read_appeals import read_my_appeal, read_my_standing, read_open_appeals
from civiltongue.operations.read_mine import read_my_comment
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import sanction_author
from civiltongue.storage import audit, outbox
from tests.houses import SWEARING, Setting
from tests.operations.test_climb_ladder import a_comment, a_text, kinds, strike, submit

FIRST, SECOND = "moderator:first", "moderator:second"
WHY = "It was about the plan and about nobody in particular."


def rejected(setting: Setting, author: Author, rule: str = "personal-attack") -> Comment:
    comment = a_comment(setting, author)
    review_comment(setting.house, setting.site, Review(comment.id, Verdict.REJECT, FIRST, rule=rule))
    return comment


def appeal(setting: Setting, author: Author, comment: Comment, text: str = WHY) -> Appeal:
    return appeal_ruling(setting.house, setting.site, author, comment_id=comment.id, text=text)


def decide(setting: Setting, about: Appeal, state: AppealState, *, by: str = SECOND) -> Appeal:
    decision = AppealDecision(about.id, state, "We read it again.", by)
    return decide_appeal(setting.house, setting.site, decision)


def test_overturned_the_comment_is_back_and_the_strike_is_gone(setting: Setting) -> None:
    author = setting.an_author()
    strike(setting, author, "personal-attack", "personal-attack")
    comment = rejected(setting, author, "sexism")
    with pytest.raises(AuthorSuspended):
        submit(setting, author)

    decided = decide(setting, appeal(setting, author, comment), AppealState.OVERTURNED)

    assert (decided.state, decided.decided_by) == (AppealState.OVERTURNED, SECOND)
    mine = read_my_comment(setting.house, setting.site, author, comment.id)
    assert (mine.outcome.word, mine.outcome.kind) == ("published", RulingKind.APPEAL)
    assert kinds(setting, author) == [SanctionKind.WARNING]
    assert submit(setting, author).word == "published"


def test_upheld_everything_stays_and_the_author_is_told(setting: Setting) -> None:
    author = setting.an_author()
    comment = rejected(setting, author)

    decide(setting, appeal(setting, author, comment), AppealState.UPHELD)

    assert read_my_comment(setting.house, setting.site, author, comment.id).outcome.word == "rejected"
    with setting.house.database.read() as connection:
        letters = outbox.due(connection, setting.clock())
    assert [letter.recipient for letter in letters] == [f"{author.id}@example.com"] * 2
    assert "The decision stands." in letters[1].body
    assert "We read it again." in letters[1].body


def test_whoever_decided_first_does_not_decide_again(setting: Setting) -> None:
    author = setting.an_author()
    filed = appeal(setting, author, rejected(setting, author))

    with pytest.raises(NotPermitted, match="decided first"):
        decide(setting, filed, AppealState.UPHELD, by=FIRST)

    assert [item.appeal.id for item in read_open_appeals(setting.house, setting.site)] == [filed.id]


def test_a_rejection_by_the_engine_can_be_appealed_against_too(setting: Setting) -> None:
    author = setting.an_author()
    comment = setting.submit(author, SWEARING).comment
    assert comment is not None

    decide(setting, appeal(setting, author, comment), AppealState.OVERTURNED)

    assert read_my_comment(setting.house, setting.site, author, comment.id).outcome.word == "published"


def test_there_is_one_appeal_for_a_decision_and_one_decision_for_an_appeal(setting: Setting) -> None:
    author = setting.an_author()
    comment = rejected(setting, author)
    filed = appeal(setting, author, comment)

    with pytest.raises(Conflict, match="before"):
        appeal(setting, author, comment)
    decide(setting, filed, AppealState.UPHELD)
    with pytest.raises(Conflict, match="meanwhile"):
        decide(setting, filed, AppealState.OVERTURNED)
    with pytest.raises(Conflict, match="before"):
        appeal(setting, author, comment)


def test_only_one_s_own_rejected_comments_and_only_for_so_long(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    comment, published = rejected(setting, author), a_comment(setting, author)

    with pytest.raises(NotFound):
        appeal(setting, other, comment)
    with pytest.raises(Conflict, match="nothing to appeal"):
        appeal(setting, author, published)
    assert read_my_appeal(setting.house, setting.site, author, comment.id).permitted
    setting.clock.pass_by(days=181)
    assert not read_my_appeal(setting.house, setting.site, author, comment.id).permitted
    with pytest.raises(Conflict, match="no longer"):
        appeal(setting, author, comment)


@pytest.mark.parametrize("text", ["", "  \n", "x" * (MOST_CHARACTERS + 1)])
def test_an_appeal_says_why_and_not_more_than_can_be_read(setting: Setting, text: str) -> None:
    author = setting.an_author()
    comment = rejected(setting, author)

    with pytest.raises(BadInput):
        appeal(setting, author, comment, text)


def test_a_comment_that_was_worded_anew_is_not_overturned(setting: Setting) -> None:
    author = setting.an_author()
    comment = setting.submit(author, SWEARING).comment
    assert comment is not None
    filed = appeal(setting, author, comment)
    edit = Edit(author, comment.id, a_text(), setting.version, address="address", draft="edit-0001")
    edit_comment(setting.house, setting.site, edit)

    with pytest.raises(Conflict, match="anew"):
        decide(setting, filed, AppealState.OVERTURNED)

    assert decide(setting, filed, AppealState.UPHELD).state is AppealState.UPHELD


def test_a_suspension_can_be_appealed_against_and_lifted(setting: Setting) -> None:
    author = setting.an_author()
    sanction = sanction_author(
        setting.house,
        setting.site,
        author.id,
        kind=SanctionKind.SUSPENSION,
        reason="Ten posts a minute.",
        by=FIRST,
        lasting=timedelta(days=3),
    )
    filed = appeal_sanction(setting.house, setting.site, author, sanction_id=sanction.id, text=WHY)

    with pytest.raises(NotPermitted):
        decide(setting, filed, AppealState.OVERTURNED, by=FIRST)
    decide(setting, filed, AppealState.OVERTURNED)

    assert submit(setting, author).word == "published"
    ((lifted, mine),) = read_my_standing(setting.house, setting.site, author).sanctions
    assert lifted.lifted_at is not None
    assert mine.appeal is not None
    assert not mine.permitted


def test_the_ladder_s_own_suspension_stays_lifted_after_an_appeal(setting: Setting) -> None:
    author = setting.an_author()
    strike(setting, author, "harassment", "personal-attack")
    (_, suspension) = reversed(read_my_standing(setting.house, setting.site, author).sanctions)
    filed = appeal_sanction(setting.house, setting.site, author, sanction_id=suspension[0].id, text=WHY)

    decide(setting, filed, AppealState.OVERTURNED)

    assert submit(setting, author).word == "published"


def test_one_cannot_appeal_for_somebody_else(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    strike(setting, author, "harassment", "personal-attack")
    sanction, _ = read_my_standing(setting.house, setting.site, author).sanctions[0]

    with pytest.raises(NotFound):
        appeal_sanction(setting.house, setting.site, other, sanction_id=sanction.id, text=WHY)


def test_where_one_stands_names_the_next_step(setting: Setting) -> None:
    author = setting.an_author()
    strike(setting, author, "personal-attack")

    standing = read_my_standing(setting.house, setting.site, author)

    assert standing.rung is not None
    assert (standing.rung.weight, standing.rung.missing) == (1.0, 1.0)
    assert standing.sanctions == ()


def test_filing_and_deciding_are_in_the_audit_log(setting: Setting) -> None:
    author = setting.an_author()
    filed = appeal(setting, author, rejected(setting, author))
    decide(setting, filed, AppealState.UPHELD)

    with setting.house.database.read() as connection:
        entries = [
            (entry.event, entry.actor)
            for entry in audit.entries(connection, setting.site.id)
            if entry.subject == filed.id
        ]

    assert sorted(entries) == [
        (Event.APPEAL_DECIDE, SECOND),
        (Event.APPEAL_FILE, f"author:{author.id}"),
    ]


def ask(setting: Setting, about: Appeal, text: str = "Which plan do you mean?", *, by: str = SECOND) -> None:
    ask_about_appeal(setting.house, setting.site, appeal_id=about.id, text=text, by=by)


def speak(setting: Setting, author: Author, about: Appeal, text: str = "The one for the quay.") -> None:
    speak_about_appeal(setting.house, setting.site, author, appeal_id=about.id, text=text)


def test_before_deciding_a_moderator_asks_and_the_author_answers(setting: Setting) -> None:
    author = setting.an_author()
    comment = rejected(setting, author)
    filed = appeal(setting, author, comment)

    ask(setting, filed)
    with setting.house.database.read() as connection:
        letters = outbox.due(connection, setting.clock())
    speak(setting, author, filed)

    said = [("moderator:second", "Which plan do you mean?"), ("author", "The one for the quay.")]
    mine = read_my_appeal(setting.house, setting.site, author, comment.id)
    assert [(remark.by, remark.text) for remark in mine.remarks] == said
    item = read_open_appeals(setting.house, setting.site)[0]
    assert item.remarks == mine.remarks
    assert "Which plan do you mean?" in letters[1].body


def test_remarks_end_with_the_decision_and_are_for_those_whom_it_concerns(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    filed = appeal(setting, author, rejected(setting, author))

    with pytest.raises(NotPermitted, match="decided first"):
        ask(setting, filed, by=FIRST)
    with pytest.raises(NotFound):
        speak(setting, other, filed)
    with pytest.raises(BadInput, match="At most"):
        speak(setting, author, filed, "x" * (MOST_CHARACTERS + 1))
    decide(setting, filed, AppealState.UPHELD)
    with pytest.raises(Conflict, match="meanwhile"):
        ask(setting, filed)
    with pytest.raises(Conflict, match="meanwhile"):
        speak(setting, author, filed)


def test_each_side_says_so_much_and_no_more(setting: Setting) -> None:
    author = setting.an_author()
    filed = appeal(setting, author, rejected(setting, author))
    for number in range(MOST_REMARKS):
        speak(setting, author, filed, f"And {number} more.")

    with pytest.raises(Conflict, match="each side"):
        speak(setting, author, filed)

    ask(setting, filed)
    assert len(read_open_appeals(setting.house, setting.site)[0].remarks) == MOST_REMARKS + 1
