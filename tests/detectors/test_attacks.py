"""Phrases that attack are marked; what is quoted, reported, denied or said of oneself is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.attacks import Attacks
from civiltongue.domain.evidence import Submission

ATTACKS = Attacks()


def kinds(text):
    """Return the kinds of attack that the newsroom policy would reject."""
    return {signal.kind for signal in ATTACKS(Submission(text)) if signal.score >= 0.8}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("insult", "You're a complete fool, and I can prove it."),
        ("insult", "YOU IDIOT"),
        ("insult", "What a tool you are."),
        ("insult", "He is a complete tool."),
        ("insult", "You silly, ignorant oaf!"),
        ("insult", "What a twit that presenter is."),
        ("insult", "The planner is a clueless clown."),
        ("insult", "You are so dumb."),
        ("insult", "You 1d10t."),
        ("insult", "You are an i.d.i.o.t."),
        ("threat", "I am going to find you and hurt you."),
        ("threat", "Somebody should punch the mayor."),
        ("threat", "I hope the whole committee rots in hell, go and drown yourself."),
        ("threat", "You will pay for this."),
        ("sexism", "Women are too emotional for politics."),
        ("sexism", "Get back in the kitchen."),
        ("sexism", "All men are pigs."),
        ("racism", "Romanians are all thieves."),
        ("racism", "Go back to your own country."),
        ("racism", "Never trust a foreigner."),
        ("identity_attack", "Old people are a burden."),
    ],
)
def test_an_attack_is_noticed(kind, text):
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "You are not an idiot.",
        "A spreadsheet is a tool for accountants.",
        "The vote is a tool, not a toy.",
        "I was such a fool to believe it.",
        "The director is no fool.",
        "He called her an idiot, which was uncalled for.",
        "A voice from the back shouted “You fool!” and sat down.",
        "Nobody here is an idiot.",
        "It is an idiot-proof recipe.",
        "You fool nobody with that excuse.",
        "Kill the lights, please.",
        "I could murder a curry.",
        "We will beat you on Saturday, fair and square.",
        "I will find you a chair.",
        "Butter should be beaten with the sugar first.",
        "The scene should be shot in colour.",
        "She said that somebody should shoot him, and was arrested.",
        "Women are not too emotional for politics.",
        "The claim that women cannot drive is nonsense.",
        "My father was told to go back to his country.",
        "It is racist to say that Romanians are thieves.",
        "Some men are pigs, my neighbour keeps telling me.",
        "The women are lazy in the second act, the men sing well.",
        "The dogs are filthy after that walk.",
    ],
)
def test_what_attacks_nobody_is_left_alone(text):
    assert kinds(text) == set()


def test_a_text_that_is_nothing_but_a_quotation_is_still_its_authors():
    assert kinds("“You are an idiot.”") == {"insult"}


def test_contempt_for_a_group_is_not_an_insult_to_a_person_as_well():
    assert kinds("These foreigners are idiots.") == {"racism"}


def test_contempt_for_old_men_is_contempt_for_the_old_and_not_for_men():
    assert kinds("Old men are a burden.") == {"identity_attack"}


def test_a_people_may_be_named_with_an_article_and_some_boys_are_not_all_boys():
    assert kinds("The Romanians are thieves.") == {"racism"}
    assert kinds("The boys are pigs at table, bless them.") == set()


def test_a_not_before_it_takes_the_insult_out_of_a_verdict_and_not_out_of_a_name():
    assert kinds("I would never say that the mayor is an imbecile.") == set()
    assert kinds("Do not listen to this imbecile.") == {"insult"}


def test_a_remark_on_a_body_is_obscene_and_an_examination_is_none():
    assert kinds("I would love to squeeze her breasts.") == {"obscenity"}
    assert kinds("The nurse showed me how to touch my breasts for lumps.") == set()


def test_the_words_of_the_attack_are_marked():
    text = "Well, 😀 you utter fool. Read it again."

    [signal] = [signal for signal in ATTACKS(Submission(text)) if signal.kind == "insult"]

    assert [text[span.start : span.end] for span in signal.spans] == ["you utter fool"]


WORDS = [
    "you",
    "are",
    "an",
    "idiot",
    "fool",
    "i",
    "will",
    "kill",
    "women",
    "men",
    "foreigners",
    "should",
    "be",
    "shot",
    "go",
    "back",
    "to",
    "“",
    "”",
    '"',
    "not",
    "said",
    "that",
    ".",
    ",",
    "\n",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)))
def test_marks_lie_inside_the_text(text):
    for signal in ATTACKS(Submission(text)):
        assert 0 < signal.score <= 1
        assert signal.spans
        assert all(span.start < span.end <= len(text) for span in signal.spans)


@pytest.mark.parametrize("unit", ["you idiot ", "you are an ", "women are ", "i hope ", '"', "stupid, ", "é"])
def test_a_megabyte_takes_seconds(unit):
    began = time.process_time()

    list(ATTACKS(Submission(unit * (1_000_000 // len(unit)))))

    assert time.process_time() - began < 20
