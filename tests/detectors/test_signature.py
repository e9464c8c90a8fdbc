"""Missing and borrowed names are noticed; naming, quoting and first names are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.signature import Signatures
from civiltongue.domain.evidence import Signal, Signature, StoryFacts, Submission

STORY = StoryFacts(title="The pool", author="Olu Fenn", people=("Councillor Ada Brandt",))


def signals(
    text: str = "Well said.", name: str | None = "Maya Oduya", *, verified: bool | None = None
) -> list[Signal]:
    submission = Submission(
        text=text,
        signature=None if name is None else Signature(name, verified),
        story=STORY,
        staff=("Jane Roe",),
        known_authors=("Sigrid Lindqvist",),
    )
    return list(Signatures()(submission))


def score(kind: str, found: list[Signal]) -> float:
    return max((signal.score for signal in found if signal.kind == kind), default=0.0)


@pytest.mark.parametrize("name", ["", " ", ".", "guest", "Anonymous 12", "asdf", "Gast", "аноним", "匿名"])
def test_a_name_that_stands_for_none_is_unsigned(name: str) -> None:
    assert [signal.kind for signal in signals(name=name)] == ["unsigned"]


def test_an_unknown_signature_is_not_judged() -> None:
    assert signals(text="Regards, Jane Roe", name=None) == []


@pytest.mark.parametrize(("verified", "expected"), [(None, 0.0), (True, 0.0), (False, 1.0)])
def test_only_an_identity_known_to_be_unverified_is_unverified(
    verified: bool | None, expected: float
) -> None:
    assert score("unverified", signals(verified=verified)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Jane Roe",
        "JANE ROE",
        "Roe, Jane",
        "Jаne Rоe",
        "S1grid LindqvIst",
        "The real Jane Roe",
        "Jane Roe (official)",
        "Dr Jane Roe, The Lantern",
        "Ada Brandt",
        "Olu_Fenn",
        "Editor",
        "Adm1n",
        "Moderator Max",
        "Max (moderator)",
        "Editorial Team",
        "Redaktion",
    ],
)
def test_a_name_that_reads_like_anothers_or_like_staff_looks_alike(name: str) -> None:
    found = signals(name=name)

    assert score("look_alike", found) == 0.95
    assert all(signal.spans == () for signal in found)


@pytest.mark.parametrize(
    "name", ["Jane Roe 2", "Jane M. Roe", "Jane Roee", "Jane Roe (not the editor)", "Newtown staff"]
)
def test_a_name_that_is_nearly_anothers_is_a_weaker_case(name: str) -> None:
    assert score("look_alike", signals(name=name)) == 0.6


@pytest.mark.parametrize(
    "name",
    ["Jane", "Jane Miller", "Roe", "Janet Roe", "Ada Lovelace", "Ana Real", "Vera Lind", "modest reader 7"],
)
def test_a_shared_first_name_or_a_common_word_is_fine(name: str) -> None:
    assert score("look_alike", signals(name=name)) == 0.0


def test_a_drink_called_real_claims_nothing() -> None:
    assert signals(name="Real Ale Rita") == []
    assert score("look_alike", signals(name="The Real Rita")) == 0.6


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I agree.\n— Jane Roe", "— Jane Roe"),
        ("Shame.\nRegards, Harald Quist", "Regards, Harald Quist"),
        ("Enough. Signed, Councillor Ada Brandt", "Signed, Councillor Ada Brandt"),
        ("I am Jane Roe, writing for the Lantern.", "I am Jane Roe, writing"),
        ("My name is Harald Quist and I vote.", "My name is Harald Quist"),
        ("Hi, I'm Olu Fenn, the author.", "I'm Olu Fenn, the author"),
        ("Yours faithfully,\nPeter J. Hallam\nChairman", "Yours faithfully,\nPeter J. Hallam"),
        ("(signed) Peter Hallam", "(signed) Peter Hallam"),
        ("Jane Roe here, stop it.", "Jane Roe here"),
        ("Stop it.\n– The moderation team", "– The moderation team"),
        ("Mit freundlichen Grüßen\nAda Brandt", "Mit freundlichen Grüßen\nAda Brandt"),
        ("Je suis Olu Fenn, et je proteste.", "Je suis Olu Fenn"),
    ],
)
def test_a_text_signed_with_another_name_is_falsely_signed(text: str, words: str) -> None:
    (signal,) = signals(text)

    assert (signal.kind, signal.score) == ("false_signature", 0.95)
    assert [text[span.start : span.end] for span in signal.spans] == [words]


def test_a_pseudonym_may_sign_with_a_first_name() -> None:
    assert signals("Well said.\n— Harald", name="hq77") == []
    assert score("false_signature", signals("Well said.\n— Harald")) == 0.6


def test_a_claimed_office_is_a_weaker_case() -> None:
    assert score("false_signature", signals("As a moderator, I have removed it.")) == 0.6


@pytest.mark.parametrize(
    "text",
    [
        "I agree.\n— Maya",
        "Regards, M. Oduya",
        "Best,\nM.O.",
        "As Jane Roe wrote, the pool must stay. I agree with Ada Brandt.",
        "“The pool must stay.” — Jane Roe",
        "Thanks, Jane Roe!",
        "The contract was signed, Jane Roe said.",
        "I am Irish Catholic and proud.",
        "I love this town — Cedar Falls",
        "Best Western Hotel",
        "As an editor of school books I must say: well done.",
        "What a goal.\nGo Rovers",
        "This is Ada Brandt at her best.",
    ],
)
def test_the_authors_own_name_and_the_naming_of_others_are_fine(text: str) -> None:
    assert signals(text) == []


@given(st.text(), st.text() | st.none(), st.lists(st.text(), max_size=3))
def test_any_text_and_names_are_judged_with_spans_inside_the_text(
    text: str, name: str | None, staff: list[str]
) -> None:
    signature = None if name is None else Signature(name, verified=False)
    found = Signatures()(Submission(text, signature=signature, staff=tuple(staff)))

    assert all(span.end <= len(text) for signal in found for span in signal.spans)
