"""Scores are answered as Perspective answered them."""

import subprocess

import pytest

from civiltongue.detectors.perspective import ATTRIBUTES, Served
from tests.web.perspective.asking import ANALYZE, CIVIL, RUDE, SIX, Program

SERVED = [name for name, source in ATTRIBUTES.items() if isinstance(source, Served)]


def test_a_rude_comment_scores_higher_than_a_civil_one(program: Program) -> None:
    rude, civil = program.scores(RUDE, *SIX), program.scores(CIVIL, *SIX)

    for name in ("TOXICITY", "INSULT"):
        assert rude[name]["summaryScore"]["value"] > 0.6 > 0.3 > civil[name]["summaryScore"]["value"]


@pytest.mark.parametrize("name", SERVED)
def test_every_served_attribute_is_answered_under_its_name_with_a_probability(
    program: Program, name: str
) -> None:
    found = program.scores(RUDE, name)

    assert set(found) == {name}
    assert found[name]["summaryScore"]["type"] == "PROBABILITY"
    assert 0.0 <= found[name]["summaryScore"]["value"] <= 1.0


def test_an_attribute_and_its_experimental_twin_have_the_same_score(program: Program) -> None:
    found = program.scores(RUDE, "TOXICITY", "TOXICITY_EXPERIMENTAL", "TOXICITY@6")

    assert found["TOXICITY"] == found["TOXICITY_EXPERIMENTAL"] == found["TOXICITY@6"]


def test_without_span_annotations_one_span_covers_the_whole_text(program: Program) -> None:
    found = program.scores(RUDE)["TOXICITY"]

    assert found["spanScores"] == [{"begin": 0, "end": len(RUDE), "score": found["summaryScore"]}]


def test_span_annotations_show_the_words(program: Program) -> None:
    found = program.scores(RUDE, "INSULT", spanAnnotations=True)["INSULT"]

    words = [RUDE[span["begin"] : span["end"]] for span in found["spanScores"]]
    assert any("idiot" in word for word in words)
    assert all(span["score"]["value"] <= found["summaryScore"]["value"] for span in found["spanScores"])
    assert words != [RUDE]


def test_spans_count_utf_16_code_units(program: Program) -> None:
    before, rude = "😀👍🏽 What a day, 𝓌𝑒𝓁𝓁. ", "You are a damn idiot"
    text = f"{before}{rude} 😡, you know."

    found = program.scores(text, "PROFANITY", spanAnnotations=True)["PROFANITY"]

    units = text.encode("utf-16-le")
    words = [units[2 * s["begin"] : 2 * s["end"]].decode("utf-16-le") for s in found["spanScores"]]
    assert any("damn" in word for word in words)
    assert all(word in rude for word in words)
    whole = program.scores(text)["TOXICITY"]["spanScores"]
    assert [(span["begin"], span["end"]) for span in whole] == [(0, len(units) // 2)]


def test_a_score_below_its_threshold_is_left_out(program: Program) -> None:
    asked = {"TOXICITY": {"scoreThreshold": 0.0}, "INSULT": {"scoreThreshold": 0.99}, "THREAT": {}}

    answer = program.send(ANALYZE, json={"comment": {"text": CIVIL}, "requestedAttributes": asked})

    assert set(answer.json()["attributeScores"]) == {"TOXICITY", "THREAT"}


def test_a_score_at_its_threshold_is_given(program: Program) -> None:
    value = program.scores(RUDE)["TOXICITY"]["summaryScore"]["value"]

    asked = {"TOXICITY": {"scoreThreshold": value}}
    answer = program.send(ANALYZE, json={"comment": {"text": RUDE}, "requestedAttributes": asked})

    assert set(answer.json()["attributeScores"]) == {"TOXICITY"}


def test_the_languages_asked_for_come_back_beside_those_that_were_detected(program: Program) -> None:
    asked = program.ask(CIVIL, languages=["en"]).json()
    detected = program.ask("Das ist doch nicht wahr und du weißt es.", "PROFANITY").json()

    assert (asked["languages"], asked["detectedLanguages"]) == (["en"], ["en"])
    assert (detected["languages"], detected["detectedLanguages"]) == (["de"], ["de"])


def test_a_language_with_a_region_is_its_language(program: Program) -> None:
    assert program.ask(RUDE, languages=["en-GB"]).json()["languages"] == ["en-GB"]


def test_a_text_too_short_to_tell_is_in_the_publications_language(program: Program) -> None:
    for text in ("Idiot!", "42", "😀", "!!!"):
        assert program.ask(text).json()["languages"] == ["en"], text


def test_letters_of_another_script_among_latin_ones_are_no_language(program: Program) -> None:
    assert program.ask("Yоu аre a dаmn idiоt, and you know it").json()["languages"] == ["en"]


def test_the_clients_token_comes_back(program: Program) -> None:
    assert program.ask(CIVIL, clientToken="comment:7").json()["clientToken"] == "comment:7"
    assert "clientToken" not in program.ask(CIVIL).json()


def test_names_with_underscores_are_understood(program: Program) -> None:
    body = {
        "comment": {"text": RUDE, "type": "PLAIN_TEXT"},
        "requested_attributes": {"INSULT": {"score_type": "PROBABILITY", "score_threshold": "0.5"}},
        "span_annotations": True,
        "do_not_store": "true",
        "client_token": "x",
    }

    assert set(program.send(ANALYZE, json=body).json()["attributeScores"]) == {"INSULT"}


def test_empty_objects_may_be_empty_lists_as_php_writes_them(program: Program) -> None:
    body = {"comment": {"text": RUDE}, "context": [], "requestedAttributes": {"TOXICITY": []}}

    assert program.send(ANALYZE, json=body).status_code == 200


def test_context_is_read_and_counts_for_nothing(program: Program) -> None:
    above = {"articleAndParentComment": {"article": {"text": RUDE}, "parentComment": {"text": RUDE}}}
    before = {"entries": [{"text": RUDE, "type": "PLAIN_TEXT"}, {"text": RUDE}]}

    scores = [program.scores(CIVIL, context=context) for context in (above, before, {}, None)]

    assert scores == [program.scores(CIVIL)] * 4


def test_a_path_without_the_version_is_the_same(program: Program) -> None:
    body = {"comment": {"text": RUDE}, "requestedAttributes": {"TOXICITY": {}}}

    paths = (ANALYZE, "/comments:analyze", "/v1alpha1/comments%3Aanalyze", "/v1alpha1//comments:analyze")
    answers = [program.send(path, json=body) for path in paths]

    assert [answer.json() for answer in answers] == [answers[0].json()] * 4


def test_unsupported_attributes_are_dropped_where_the_client_says_so(program: Program) -> None:
    found = program.scores(
        RUDE, "INSULT", "ALIENATION_EXPERIMENTAL", languages=["en"], dropUnsupportedAttributes=True
    )
    none = program.scores("Das ist nicht wahr.", "TOXICITY", languages=["de"], dropUnsupportedAttributes=True)

    assert set(found) == {"INSULT"}
    assert none == {}


def test_the_same_text_gets_the_same_answer(program: Program) -> None:
    answers = {program.ask(RUDE, *SIX, spanAnnotations=True).text for _ in range(5)}

    assert len(answers) == 1


def test_a_text_of_exactly_the_limit_is_scored(program: Program) -> None:
    assert program.ask("a " * 10_240).status_code == 200
    assert program.ask("é" * 10_240).status_code == 200


def test_answers_are_kept_nowhere_on_the_way(program: Program) -> None:
    assert program.ask(RUDE).headers["cache-control"] == "no-store"


def test_nothing_of_a_text_is_stored_whatever_the_client_says(program: Program) -> None:
    database = program.site.living.house.database
    marked = "Zwieselbach deserves better than this damn plan."
    for say in ({}, {"doNotStore": False}, {"doNotStore": True}):
        program.ask(marked, **say)
    program.suggest(marked, clientToken="comment:1")

    folder = database.url.removeprefix("sqlite:///")
    # Read by another process: closing the files in the server's own would give up SQLite's locks on them, and
    # the next process that closes the database would take its log away (https://sqlite.org/howtocorrupt.html).
    searched = subprocess.run(["grep", "-c", "Zwieselbach", folder, f"{folder}-wal"], capture_output=True)
    assert searched.returncode == 1, searched
