"""Spam is a lure with somewhere to go, or the same thing over and over."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.spam import Spam
from civiltongue.domain.evidence import Link, Span, Submission
from civiltongue.text.fingerprint import fingerprint

NOTICE = "The harbour festival needs forty more volunteers for the Sunday clean-up, from nine until noon at the old pier."


def score(text, **known):
    return max((signal.score for signal in Spam()(Submission(text, **known))), default=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Make money online from home, guaranteed income! Sign up at https://quick-money.example",
        "Best prices on designer handbags, order now: www.bags.example",
        "My ex came back thanks to a love spell. WhatsApp him on +44 7700 900123, 100% guaranteed!",
        "Buy followers, real likes, top ranking guaranteed. Visit https://fans.example",
    ],
)
def test_an_offer_with_somewhere_to_go_is_spam(text):
    assert score(text) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "The minutes are at https://council.example/minutes and they say otherwise.",
        "They promised guaranteed returns and no risk, and my aunt lost everything to that crypto trader.",
        "I work from home on Mondays, and the discount code for the bakery did not work.",
        "You can sign up for the choir at the library.",
        "Is the market open today?",
    ],
)
def test_talk_about_offers_and_links_as_evidence_are_not(text):
    assert score(text) < 0.6


def test_many_links_are_suspicious_unless_the_text_carries_them():
    links = " ".join(f"https://maps.example/{number}" for number in range(6))

    assert score(links) >= 0.6
    assert score(links + " as the long discussion of the drainage plan has shown" * 20) < 0.6


def test_a_link_whose_words_are_another_address_is_a_lure():
    text = "Read bank.example/login now"
    span = Span(5, 23)

    assert score(text, links=(Link("https://evil.example/x", span),)) >= 0.9
    assert score(text, links=(Link("https://www.bank.example/login", span),)) < 0.6


@pytest.mark.parametrize(
    "address",
    [
        "https://news.papers.co.uk/2024/pier",
        "http://www.books.example.com.tw?page=3",
        "www.ferry.co.uk",
        "https://harbour.example:8080/tides",
    ],
)
def test_a_link_whose_words_are_its_own_address_is_none(address):
    text = f"See {address} for the timetable, which is clearer than the article."
    target = address if "://" in address else f"https://{address}"

    assert score(text, links=(Link(target, Span(4, 4 + len(address))),)) < 0.6


def test_one_word_or_one_sign_over_and_over_is_noise_and_a_cheer_is_not():
    assert score("first " * 15) >= 0.9
    assert score("😀" * 40) >= 0.9
    assert score("goal " * 5) == 0.0
    assert score("😀😀😀") == 0.0


def test_a_chain_letter_is_spam_and_a_request_to_share_a_letter_is_not():
    assert score("Copy and paste this to ten friends or you will have bad luck for a year.") >= 0.9
    assert score("Please share the minutes with the whole committee.") == 0.0


def test_the_same_sentence_again_and_again_is_spam_and_a_short_cheer_is_not():
    assert score("Vote for the blue boat! " * 6) >= 0.9
    assert score("Goal! Goal! Goal! Goal!") == 0.0


def test_what_was_posted_lately_is_spam_and_a_short_answer_is_not():
    recent = (fingerprint(NOTICE), fingerprint("Thank you!"))

    assert score(NOTICE.replace(",", " –"), recent=recent) >= 0.9
    assert score("Thank you!", recent=recent) == 0.0
    assert score("I was there last year and it rained all morning long.", recent=recent) == 0.0


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["order now ", "https://x.example ", "$5 ", "!!! ", "é", "ok. "])).map(
            "".join
        ),
    )
)
def test_marks_lie_inside_the_text(text):
    for signal in Spam()(Submission(text)):
        assert 0 < signal.score <= 1
        assert all(span.end <= len(text) for span in signal.spans)


@pytest.mark.parametrize("unit", ["order now ", "https://x.example ", "a.", "$", "ok. ", "é", "a-"])
def test_a_megabyte_takes_seconds(unit):
    began = time.process_time()

    score(unit * (1_000_000 // len(unit)))

    assert time.process_time() - began < 20
