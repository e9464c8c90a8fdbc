"""A crime or disgrace stated as fact is noticed; reports, doubts, idioms and fiction are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.claims import Claims
from civiltongue.domain.evidence import StoryFacts, Submission

STORY = StoryFacts(title="The pool", author="Olu Fenn", people=("Ada Brandt",))


def accusations(text: str, story: StoryFacts | None = STORY) -> list[tuple[float, str]]:
    found = Claims()(Submission(text, story=story))
    return [(signal.score, text[span.start : span.end]) for signal in found for span in signal.spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Councillor Brandt took bribes.", "Councillor Brandt took bribes"),
        ("We know that the mayor stole the money.", "the mayor stole the money"),
        ("Acme Paints poisons its workers.", "Acme Paints poisons its workers"),
        ("brandt takes bribes and nobody cares", "brandt takes bribes"),
        (
            "Dr Petra Vance at the Saltby surgery forges prescriptions.",
            "Dr Petra Vance at the Saltby surgery forges prescriptions",
        ),
        ("The treasurer, Dorota Hale, embezzled forty thousand.", "The treasurer, Dorota Hale, embezzled"),
        (
            "Tomas Velk went to the office and shredded the files.",
            "Tomas Velk went to the office and shredded the files",
        ),
        ("The author of this piece made up her sources.", "The author of this piece made up her sources"),
        (
            "He has been stealing from the church fund. Ada Brandt lies!",
            "He has been stealing from the church fund",
        ),
        ("The headteacher hits children.", "The headteacher hits children"),
        ("Harlan Groot was drunk at the wheel.", "Harlan Groot was drunk at the wheel"),
        ("Everybody in town knows Pell beats his kids.", "Pell beats his kids"),
        ("Fenwick's wife embezzled the savings.", "Fenwick's wife embezzled"),
        ("Gregor Pell is a convicted fraudster.", "Gregor Pell is a convicted fraudster"),
        ("The fund was embezzled by Dorota Hale.", "embezzled by Dorota Hale"),
        ("Edwin Sarkell stole the money, didn't he?", "Edwin Sarkell stole the money"),
    ],
)
def test_a_deed_stated_as_fact_of_somebody_is_an_accusation(text: str, words: str) -> None:
    assert accusations(text) == [(0.95, words)]


@pytest.mark.parametrize(
    "text",
    ["I think Brandt took bribes.", "Gregor Pell is a fraud.", "Edwin Sarkell ripped off his customers."],
)
def test_a_belief_or_a_word_with_a_milder_meaning_is_a_weaker_case(text: str) -> None:
    assert [score for score, _ in accusations(text)] == [0.6]


def test_a_pronoun_without_anybody_named_is_a_weaker_case() -> None:
    assert accusations("She took bribes.", story=None) == [(0.6, "She took bribes")]


@pytest.mark.parametrize(
    "text",
    [
        "The court found that Councillor Brandt took bribes.",
        "Brandt was convicted of theft.",
        "According to the report, the mayor stole the money.",
        "Did Brandt steal the money? Has the mayor taken bribes?",
        "If he had stolen the money, we would know. If Brandt took bribes, he must go.",
        "Brandt would never have taken bribes. Brandt did not steal the money.",
        "There is no evidence that Brandt took bribes.",
        "Brandt was blackmailed and robbed.",
        "In the film, Inspector Marrow poisons his wife.",
        "In 1672 Jan Quist murdered his brother.",
        "Thieves stole lead from the roof. Somebody set fire to the boathouse.",
        "The man who robbed the post office got six years.",
        "Tomas Velk stole the show and murdered that song.",
        "Brandt was wrong to sell the field, and the mayor broke his promise.",
        "He is a killer guitarist, and she is a criminal lawyer.",
        "Nobody has shown that Brandt took a bribe. It is a lie that Brandt took bribes.",
        "I stole apples when I was nine.",
        "Smoking kills people, and Russia is a felon.",
        "The reporter wrote that stealing money is easy.",
    ],
)
def test_reports_doubts_idioms_fiction_and_criticism_accuse_nobody(text: str) -> None:
    assert accusations(text) == []


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["Brandt", "took", "bribes", "the mayor", "he", ",", ".", "?", "was", "\n", "If", "and"]
        )
    ).map(" ".join)
)
def test_any_text_is_read_with_spans_inside_it(text: str) -> None:
    for signal in Claims()(Submission(text, story=STORY)):
        assert signal.score in (0.6, 0.95)
        assert all(span.start < span.end <= len(text) for span in signal.spans)


def test_a_paper_that_is_said_to_be_forged_accuses_its_owner() -> None:
    assert accusations("Ada Brandt's diploma is a fake.") == [(0.6, "Ada Brandt's diploma is a fake")]
    assert accusations("My own diploma is a fake, the frame is real.") == []


def test_a_bribe_of_cake_and_a_killer_at_the_net_accuse_nobody() -> None:
    assert accusations("Ada Brandt bribed the judges with her lemon cake.") == []
    assert accusations("Ada Brandt is a killer at the net.") == []


def test_the_work_for_one_text_is_bounded_and_what_is_too_much_is_for_a_person() -> None:
    assert len(accusations("Edwin Sarkell stole the money. " * 500)) == 40
    assert accusations("took bribes " * 1000)[-1][0] == 0.6
