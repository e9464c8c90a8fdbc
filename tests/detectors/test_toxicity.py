"""The shipped model hears what no word list tells, shows the words, and says where it knows no language."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiltongue.detectors.model import shipped_model
from civiltongue.detectors.toxicity import Toxicity, trusted
from civiltongue.domain.evidence import SIGNAL_KINDS, Submission

DETECTOR = Toxicity(("en", "de"))


def signals(text, language=None):
    return {signal.kind: signal for signal in DETECTOR(Submission(text, language=language))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You are a stupid idiot and everybody here knows it.", "insult"),
        ("I will find you and break every bone in your body.", "threat"),
        ("Foreigners are vermin and should all be thrown out.", "identity_attack"),
        ("Check out my channel and subscribe, click the link for free money!!!", "spam"),
    ],
)
def test_what_breaks_a_rule_scores_higher_than_what_does_not(text, kind):
    civil = signals("The council meets on Tuesday, and everybody is welcome to ask about the bridge.")

    assert signals(text)[kind].score > 0.3
    assert civil[kind].score < 0.1


@pytest.mark.parametrize(
    ("attack", "defence"),
    [
        ("Refugees are vermin.", "Refugees are our neighbours, and I am glad of it."),
        ("You are a liar and a fool.", "You are kind to say so, thank you."),
        ("I will kill you.", "This heat will kill my tomatoes."),
    ],
)
def test_an_attack_scores_above_what_only_resembles_it(attack, defence):
    assert signals(attack)["toxicity"].score > signals(defence)["toxicity"].score + 0.2


def test_the_words_that_are_evidence_are_marked_in_the_visible_text():
    text = "I read it twice, and you are a stupid 1d1ot all the same."
    (span, *_) = signals(text)["toxicity"].spans

    assert text.index("stupid") <= span.start < span.end <= len(text)


def test_what_scores_low_marks_nothing():
    assert not any(signal.spans for signal in signals("A lovely day by the river.").values())


def test_a_disguise_hides_little():
    assert signals("you are an i.d.i.o.t")["toxicity"].score > 0.5


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Das ist nicht die Brücke, die wir haben wollten", 0.5),
        ("Il n'y a pas de pont dans la ville et c'est bien", 1.0),
    ],
)
def test_a_language_that_the_model_does_not_know_is_a_signal_and_nothing_else(text, score):
    assert [(signal.kind, signal.score) for signal in DETECTOR(Submission(text))] == [
        ("unread_language", score)
    ]


def test_what_the_submission_says_of_its_language_goes_before_a_guess():
    assert set(signals("A word.", language="pl")) == {"unread_language"}
    assert "toxicity" in signals("A word.", language="en-GB")


def test_nothing_is_said_of_an_empty_text():
    assert signals(" \n ") == {}


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_text_has_scores_between_nothing_and_all_and_spans_inside_it(text):
    for kind, signal in signals(text).items():
        assert kind in SIGNAL_KINDS
        assert 0.0 <= signal.score <= 1.0
        assert all(span.end <= len(text) for span in signal.spans)


def test_the_same_text_has_the_same_scores_each_time():
    text = "Nobody with a brain would believe this author, who is a fool."

    assert signals(text) == {signal.kind: signal for signal in Toxicity(("en", "de"))(Submission(text))}


def test_the_version_names_the_weights():
    assert DETECTOR.version == shipped_model().settings.version
    assert DETECTOR.version.startswith("1-")


def test_a_plain_long_comment_does_not_trouble_the_network():
    text = "The council met on Tuesday to talk about the new bridge over the river and the road to it. " * 4

    assert not shipped_model().score(text).by_network


def test_a_very_long_text_is_read_in_bounded_time():
    began = time.process_time()
    signals("You are a fool and the bridge is closed again. " * 20_000)

    assert time.process_time() - began < 4


def test_meanings_of_like_texts_are_nearer_than_of_others():
    meaning = shipped_model().meaning
    bridge, crossing, cake = map(
        meaning, ("The bridge is closed.", "They shut the bridge again.", "I like rye bread.")
    )

    assert bridge @ crossing > bridge @ cake


@pytest.mark.parametrize("kind", ["insult", "threat", "identity_attack", "sexism", "racism", "obscenity"])
def test_what_the_model_alone_hears_is_never_enough_to_refuse_but_for_swearing(kind):
    assert trusted(kind, 1.0) < 0.8
    assert trusted(kind, 0.7) > 0.55
    assert trusted("profanity", 0.9) == pytest.approx(0.9)


@given(st.sampled_from(sorted(SIGNAL_KINDS)), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_what_is_likelier_never_counts_for_less(kind, one, other):
    low, high = sorted((one, other))

    assert 0.0 <= trusted(kind, low) <= trusted(kind, high) <= 1.0
