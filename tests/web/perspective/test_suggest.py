"""Suggested scores are kept for thresholds to be set by, without the text."""

import pytest

from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.score_text import score_text
from civiltongue.storage import suggestions
from civiltongue.storage.suggestions import Suggestion
from tests.living import Living
from tests.web.perspective.asking import CIVIL, RUDE, SUGGEST, Program, a_program


@pytest.fixture
def alone(living: Living) -> Program:
    """Give the only program of a site."""
    return a_program(living.a_site())


def kept(program: Program) -> list[Suggestion]:
    with program.site.living.house.database.read() as connection:
        return suggestions.every(connection, program.site.site.id)


def judge_of(program: Program) -> Judge:
    """Return the judge of a program's site."""
    house = program.site.living.house
    with house.database.read() as connection:
        return house.in_force(connection, program.site.site.id).judge


def test_a_suggestion_is_kept_beside_the_houses_own_scores(alone: Program) -> None:
    answer = alone.suggest(RUDE, languages=["en"], clientToken="comment:1", communityId="Lantern")

    assert answer.status_code == 200
    assert answer.json() == {
        "requestedLanguages": ["en"],
        "detectedLanguages": ["en"],
        "clientToken": "comment:1",
    }
    (found,) = kept(alone)
    assert (found.attribute, found.suggested, found.language) == ("TOXICITY", 1.0, "en")
    judge = judge_of(alone)
    scored = score_text(RUDE, judge=judge, language="en")
    assert found.scores == pytest.approx(dict(scored.scores), abs=1e-4)
    assert found.versions == scored.versions
    assert "comment:1" not in found.subject
    assert "Lantern" not in found.subject


def test_a_later_suggestion_about_the_same_comment_replaces_the_earlier_one(alone: Program) -> None:
    approved = {"TOXICITY": {"summaryScore": {"value": 0}}}
    alone.suggest(RUDE, clientToken="comment:1")
    alone.suggest(RUDE, clientToken="comment:1", attributeScores=approved)
    alone.suggest(RUDE, clientToken="comment:2")

    assert sorted(found.suggested for found in kept(alone)) == [0.0, 1.0]


def test_suggestions_without_a_token_stand_each_for_itself(alone: Program) -> None:
    alone.suggest(CIVIL)
    alone.suggest(CIVIL)

    assert len(kept(alone)) == 2


def test_of_suggestions_about_parts_the_highest_counts(alone: Program) -> None:
    parts = [
        {"begin": 0, "end": 3, "score": {"value": 0.25}},
        {"begin": 4, "end": 8, "score": {"value": 0.75}},
    ]

    alone.suggest(CIVIL, attributeScores={"INSULT": {"spanScores": parts}})

    assert [(found.attribute, found.suggested) for found in kept(alone)] == [("INSULT", 0.75)]


def test_a_refused_suggestion_leaves_nothing(alone: Program) -> None:
    alone.suggest(CIVIL, attributeScores={"TOXICITY": {}})

    assert kept(alone) == []


def test_a_site_sees_its_own_suggestions_alone(living: Living, alone: Program) -> None:
    other = a_program(living.a_site())
    other.suggest(CIVIL, clientToken="comment:1")

    assert kept(alone) == []
    assert alone.send("/comments:suggestscore", json={}).status_code == 400
    assert alone.send(SUGGEST, json={}).status_code == 400
