"""Whoever keeps breaking the rules is warned, then suspended; what is overturned is undone."""

from itertools import count

import pytest

from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import PRIVACY_POLICY, TERMS_OF_USE, Sanction, SanctionKind
from civiltongue.domain.thread import Author, Comment
from civiltongue.errors import AuthorSuspended, BadInput, NotFound
from civiltongue.operations.acknowledge_warning import acknowledge_warning
from civiltongue.operations.enter_violation import enter_violation, void_violation
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sanction_author import lift_sanction
from civiltongue.storage import authors, outbox
from tests.houses import NOON, Setting

SENTENCES = (
    "The ferry should run until midnight in the summer months.",
    "Who looks after the clock on the market hall these days?",
    "My grandfather planted the chestnut trees along the canal.",
    "A second library van would help the villages in the north.",
    "The choir rehearsed in the old mill while the church was closed.",
    "Rain came through the station roof again on Thursday morning.",
    "I would rather pay a little more and keep the swimming pool.",
    "Nobody has explained why the footbridge needs a second survey.",
)
_turns = count()


def a_text() -> str:
    """Return a civil sentence unlike the last ones, so that none is a repetition."""
    return SENTENCES[next(_turns) % len(SENTENCES)]


def a_comment(setting: Setting, author: Author) -> Comment:
    """Return a comment of the author that readers see."""
    comment = submit(setting, author).comment
    assert comment is not None
    return comment


def submit(setting: Setting, author: Author) -> Outcome:
    """Submit a comment of an author who reads every warning first."""
    for sanction in sanctions(setting, author):
        if sanction.unread:
            acknowledge_warning(setting.house, setting.site, author, sanction.id)
    return setting.submit(author, a_text())


def decide(setting: Setting, comment: Comment, verdict: Verdict, rule: str = "") -> None:
    """Let a moderator decide about a comment."""
    review_comment(setting.house, setting.site, Review(comment.id, verdict, "operator", rule=rule))


def strike(setting: Setting, author: Author, *rules: str) -> list[Comment]:
    """Let comments of the author be rejected for these rules, one each."""
    struck = []
    for rule in rules:
        comment = a_comment(setting, author)
        decide(setting, comment, Verdict.REJECT, rule)
        setting.clock.pass_by(minutes=1)
        struck.append(comment)
    return struck


def sanctions(setting: Setting, author: Author) -> list[Sanction]:
    """Return the sanctions of the author that nobody lifted."""
    with setting.house.database.read() as connection:
        found = authors.sanctions(connection, setting.site.id, author.id)
    return [sanction for sanction in found if sanction.lifted_at is None]


def kinds(setting: Setting, author: Author) -> list[SanctionKind]:
    return [sanction.kind for sanction in sanctions(setting, author)]


def letters(setting: Setting, author: Author) -> list[str]:
    """Return the subjects of the letters to the author."""
    with setting.house.database.read() as connection:
        due = outbox.due(connection, setting.clock())
    return [letter.subject for letter in due if letter.recipient == f"{author.id}@example.com"]


def test_the_first_violation_leads_to_nothing_yet(setting: Setting) -> None:
    author = setting.an_author()

    strike(setting, author, "personal-attack")

    assert sanctions(setting, author) == []
    assert submit(setting, author).word == "published"


def test_strikes_lead_to_a_warning_and_then_to_a_suspension_that_ends(setting: Setting) -> None:
    author = setting.an_author()

    strike(setting, author, "personal-attack", "personal-attack")
    assert kinds(setting, author) == [SanctionKind.WARNING]
    assert submit(setting, author).word == "published"
    strike(setting, author, "sexism")

    assert kinds(setting, author) == [SanctionKind.WARNING, SanctionKind.SUSPENSION]
    with pytest.raises(AuthorSuspended, match="again and again"):
        submit(setting, author)
    setting.clock.pass_by(hours=24)
    assert submit(setting, author).word == "published"
    assert [subject for subject in letters(setting, author) if "taken off" not in subject] == [
        "A warning from The Lantern",
        "You cannot comment at The Lantern for now",
    ]


def test_the_engine_alone_suspends_for_a_day_and_leaves_the_rest_to_a_person(setting: Setting) -> None:
    author = setting.an_author()

    first, second = a_comment(setting, author), a_comment(setting, author)
    decide(setting, first, Verdict.REJECT, "harassment")
    decide(setting, second, Verdict.REJECT, "harassment")

    suspension = sanctions(setting, author)[-1]
    assert suspension.until is not None
    assert (suspension.until - suspension.imposed_at).total_seconds() == 24 * 3600
    setting.clock.pass_by(days=2)
    held = submit(setting, author)
    assert (held.word, held.ruling.rules) == ("held", ("repeat",))
    setting.clock.pass_by(days=6)
    assert submit(setting, author).word == "published"


def test_overturning_a_decision_lifts_what_followed_from_it(setting: Setting) -> None:
    author = setting.an_author()
    *_, last = strike(setting, author, "personal-attack", "personal-attack", "sexism")
    assert kinds(setting, author) == [SanctionKind.WARNING, SanctionKind.SUSPENSION]

    decide(setting, last, Verdict.PUBLISH)

    assert kinds(setting, author) == [SanctionKind.WARNING]
    assert submit(setting, author).word == "published"


def test_overturning_an_early_decision_makes_milder_what_followed_later(setting: Setting) -> None:
    author = setting.an_author()
    first, *_ = strike(setting, author, "sexism", "personal-attack", "personal-attack")
    assert [each.kind for each in sanctions(setting, author)][-1] is SanctionKind.SUSPENSION

    decide(setting, first, Verdict.PUBLISH)

    assert kinds(setting, author) == [SanctionKind.WARNING]
    assert submit(setting, author).word == "published"


def test_a_decision_under_another_rule_counts_once(setting: Setting) -> None:
    author = setting.an_author()
    (comment,) = strike(setting, author, "harassment")

    decide(setting, comment, Verdict.REJECT, "personal-attack")

    assert sanctions(setting, author) == []


def test_what_a_person_lifted_stays_lifted(setting: Setting) -> None:
    author = setting.an_author()
    strike(setting, author, "personal-attack", "personal-attack", "sexism")

    lift_sanction(setting.house, setting.site, sanctions(setting, author)[-1].id, by="operator")

    assert submit(setting, author).word == "published"


def test_rejections_by_the_engine_alone_never_strike(setting: Setting) -> None:
    author = setting.an_author()

    for _ in range(4):
        assert setting.submit(author, "You are a damn idiot, and so is your mayor.").word == "rejected"
        setting.clock.pass_by(hours=1)

    assert sanctions(setting, author) == []


def test_rules_without_weight_lead_to_nothing(setting: Setting) -> None:
    author = setting.an_author()

    strike(setting, author, *["length"] * 5)

    assert sanctions(setting, author) == []


def test_violations_of_the_terms_are_entered_and_taken_back(setting: Setting) -> None:
    author = setting.an_author()

    first, warned = enter_violation(
        setting.house, setting.site, author.id, ground=TERMS_OF_USE, by="operator"
    )
    _, suspended = enter_violation(
        setting.house, setting.site, author.id, ground=PRIVACY_POLICY, by="operator"
    )

    assert [each.kind for each in (*warned, *suspended)] == [SanctionKind.WARNING, SanctionKind.SUSPENSION]
    void_violation(setting.house, setting.site, first, by="operator")
    assert kinds(setting, author) == [SanctionKind.WARNING]
    with pytest.raises(NotFound):
        void_violation(setting.house, setting.site, first, by="operator")


def test_only_known_grounds_and_authors_can_be_struck(setting: Setting) -> None:
    author = setting.an_author()

    with pytest.raises(BadInput, match="cannot be entered"):
        enter_violation(setting.house, setting.site, author.id, ground="profanity", by="operator")
    with pytest.raises(NotFound):
        enter_violation(setting.house, setting.site, "nobody", ground=TERMS_OF_USE, by="operator")


def test_sanctions_are_of_one_author(setting: Setting) -> None:
    author, other = setting.an_author(), setting.an_author()
    strike(setting, author, "harassment", "personal-attack")

    assert submit(setting, other).word == "published"
    assert sanctions(setting, author)[0].imposed_at > NOON
    assert sanctions(setting, other) == []
