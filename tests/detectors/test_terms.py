"""Terms are found in any disguise, and never inside innocent words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.lexicon import SPARED, Lexicon, Term, read_terms
from civiltongue.detectors.terms import Terms
from civiltongue.domain.evidence import Submission
from civiltongue.domain.policy import Rule
from civiltongue.text.normalise import readings

TERMS = Terms()

ORDINARY = [
    "the",
    "class",
    "assessed",
    "analysis",
    "of",
    "basement",
    "cocktails",
    "while",
    "a",
    "therapist",
    "discussed",
    "hello",
    "shuttle",
    "titles",
    "in",
    "Scunthorpe",
    "as",
    "passengers",
    "button",
    "peacock",
    "grapes",
    "document",
    "circumstances",
    "accumulate",
    "Essex",
    "assassin",
    "shift",
    "it",
    "pen",
    "is",
    "bit",
    "us",
    "an",
    "as",
    "hit",
    "who",
    "re",
    "so",
    "on",
    "mass",
    "team",
    "pick",
    "suit",
    "ducks",
    "count",
    "cant",
]


def found(text, detector=TERMS):
    """Return the words that are marked, by kind, where the newsroom policy would act on them."""
    marked = {}
    for signal in detector(Submission(text)):
        if signal.score >= 0.6:
            marked.setdefault(signal.kind, []).extend(text[span.start : span.end] for span in signal.spans)
    return marked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("That is bullshit.", ["bullshit"]),
        ("BULLSHIT", ["BULLSHIT"]),
        ("bull-shit and bull shit", ["bull-shit", "bull shit"]),
        ("b u l l s h i t!", ["b u l l s h i t"]),
        ("bullsh1t", ["bullsh1t"]),
        ("bullsht", ["bullsht"]),
        ("what a b u l l s h i t idea", ["b u l l s h i t"]),
        ("B.U.L.L.S.H.I.T", ["B.U.L.L.S.H.I.T"]),
        ("bull$hit", ["bull$hit"]),
        ("bullsh*t", ["bullsh*t"]),
        ("bullshiiiiit", ["bullshiiiiit"]),
        ("bull\u200bshit", ["bull\u200bshit"]),
        ("bullѕhіt", ["bullѕhіt"]),
        ("ｂｕｌｌｓｈｉｔ", ["ｂｕｌｌｓｈｉｔ"]),
        ("b́úĺĺśh́ít́", ["b́úĺĺśh́ít́"]),
        ("unbullshitting", []),
    ],
)
def test_a_term_is_marked_in_every_disguise(text, words):
    assert found(text).get("profanity", []) == words


@pytest.mark.parametrize(
    "name",
    ["Scunthorpe", "Cockburn", "assassin", "class", "Dickens", "shiitake", "Essex", "Penistone", "arsenic", "Titanic",
     "cumin", "Cummings", "cocktail", "snigger", "niggardly", "Phuket", "Arsenal", "Sussex", "Hancock", "analysis",
     "therapist", "Matsushita", "Fukushima", "magna cum laude", "a chink in the curtain", "Moby Dick", "blue tits",
     "fire retardant", "Wankel engine", "spotted dick", "pussy willow", "Maine coon", "kaffir lime", "Coonabarabran"],
)  # fmt: skip
def test_innocent_words_that_resemble_a_term_are_not_marked(name):
    assert found(f"I read about {name} today.") == {}


@pytest.mark.parametrize(
    "text",
    ["I worked hard on this page.", "Do not be so hard on us.", "They came down hard on him.", "We store it in Mongo.",
     "It is hard on the eyes."],
)  # fmt: skip
def test_innocent_words_side_by_side_are_not_marked(text):
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [("He has a hard on for bypasses.", "obscenity"), ("Nobody asked about your hard-on.", "obscenity"),
     ("You mongo, be quiet.", "identity_attack")],
)  # fmt: skip
def test_the_same_words_are_marked_where_they_mean_it(text, kind):
    assert kind in found(text)


def test_a_mild_word_is_noticed_but_weighs_little():
    [signal] = TERMS(Submission("Damn, I missed the last tram."))

    assert (signal.kind, signal.score) == ("profanity", 0.4)


@pytest.mark.parametrize("text", ["f***", "f**k", "sh*t", "s#it", "b*llocks"])
def test_masked_letters_hide_nothing(text):
    assert found(f"What the {text} is this") == {"profanity": [text]}


@pytest.mark.parametrize(
    "text", ["a grade of A*", "5 * 3 * 2", "s* and t*", "*so* good", "R&D", "a*b*c", "x@y.example"]
)
def test_signs_in_ordinary_text_are_no_masks(text):
    assert found(text) == {}


def test_a_publishers_own_terms_raise_the_signal_of_their_rule():
    rule = Rule(
        "no-spoilers",
        20,
        "Spoilers",
        "None",
        terms=("spoiler*", "butler did it"),
        except_terms=("spoiler alert",),
    )
    detector = Terms([rule])

    assert found("Sp0ilers: the butler did it.", detector) == {
        "rule:no-spoilers": ["Sp0ilers", "butler did it"]
    }
    assert found("This review needs a spoiler alert.", detector) == {}


def test_a_publishers_own_pattern_raises_the_signal_of_their_rule():
    detector = Terms([Rule("tickets", 21, "Tickets", "None", pattern=r"\b(selling|swap) \d+ tickets?\b")])

    assert found("É Selling 2 tickets for Sunday", detector) == {"rule:tickets": ["Selling 2 tickets"]}


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("So ein Arschloch ist das nicht.", "profanity", "Arschloch"),
        ("Eso es una mierda y no me gusta.", "profanity", "mierda"),
        ("Ce n'est pas de la merde, dit-il.", "profanity", "merde"),
        ("Questo non è uno stronzo.", "profanity", "stronzo"),
        ("Wat een klootzak is het ook.", "profanity", "klootzak"),
        ("To jest kurwa bardzo złe.", "profanity", "kurwa"),
        ("Isto é uma merda para todos.", "profanity", "merda"),
        ("이 병신 같은 기사", "profanity", "병신"),
    ],
)
def test_a_text_is_read_with_the_list_of_its_language(text, kind, word):
    assert found(text) == {kind: [word]}


def test_a_text_too_short_to_tell_is_in_one_of_the_discussions_languages():
    assert found("Arschloch", Terms(languages=["en"])) == {}
    assert found("Arschloch", Terms(languages=["en", "de-AT"])) == {"profanity": ["Arschloch"]}


@pytest.mark.parametrize(
    "text",
    [
        "Der Mann ist dick und das Kraut ist sauer.",
        "Die Fahrt war lang, und wir fuhren seit Jahren länger als die anderen.",
        "Je kunt het niet weten, en hoe dan ook is dat zo.",
        "Det är slut på det, och jag vill inte mer.",
        "Pros and cons: this con artist is on the bus.",
        "Les économistes de la ville disent que la technique manque.",
        "La economía de los diputados no es la reputación de la disputa.",
        "A pen is not an axe, it is a pen.",
        "Who re-read it, and who re-ally cares?",
        "It is a no-brainer, and we are in the mother-tongue press (until noon).",
        "The team's hit a bit choppy water, as so often.",
        "Page8.html has version x.x.x of S.H.I.E.L.D. in it",
        "Greetings, J.A.P., and welcome: the band T.A.S.S. plays A.S.S.E.T. tonight.",
        "The P&SS committee met the people of AT&T.",
        "Take the A55 to Bangor, then follow the signs.",
        "The part is called SH17-B and fits the older stove.",
        "See https://navy.example/pages/cvn75/ and http://www.navy.example/d4mn/p1ss.",
        "The rocket had liquid strap-ons, and the licence key was FCKGW.",
        "A newbie is a noob, and a nooob head is one too.",
    ],
)
def test_innocent_words_of_any_language_are_not_marked(text):
    assert found(text) == {}


@pytest.mark.parametrize(
    "text",
    ["bu-llshit", "bull.sh.it", "bu🔥llshit", "b🔥u🔥l🔥l🔥s🔥h🔥i🔥t", "buullshit", "bulllllshiiit",
     "bullsh!t", "bullshi+", "bullѕhі†", "🅑🅤🅛🅛🅢🅗🅘🅣", "bullsh**", "bu**shit", "b.u.l.l.s.h.i.t", "b̶u̶l̶l̶s̶h̶i̶t̶"],
)  # fmt: skip
def test_signs_emoji_doubles_and_drawn_letters_hide_nothing(text):
    spans = [
        text[span.start : span.end]
        for signal in TERMS(Submission(f"What {text} is"))
        for span in signal.spans
    ]

    assert len(spans) == 1
    assert any(score >= 0.6 for score in [signal.score for signal in TERMS(Submission(f"What {text} is"))])


@given(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=30))
def test_ordinary_words_in_any_order_are_not_marked(words):
    assert found(" ".join(words)) == {}


def test_a_list_is_read_with_its_kinds_scores_and_remarks():
    terms = read_terms("# remark\n[profanity 0.9]\ndarn~, heck  # mild\n\n[spared]\nheckle*\n")

    assert terms == [
        Term("darn~", "profanity", 0.9),
        Term("heck", "profanity", 0.9),
        Term("heckle*", SPARED, 0.0),
    ]


def test_a_longer_spared_word_covers_a_term_and_a_longer_term_a_spared_word():
    lexicon = Lexicon(
        [Term("heck*", "profanity", 0.9), Term("heckle*", SPARED, 0), Term("heckle bucket", "insult", 0.8)]
    )

    kinds = [signal.kind for signal in lexicon.signals(readings("hecking heckled heckle bucket"))]

    assert kinds == ["profanity", "insult"]


@given(st.one_of(st.text(), st.text(alphabet="fuckshit*$1!@ .-\u200bеé")))
def test_marks_lie_inside_the_text(text):
    for signal in TERMS(Submission(text)):
        assert 0 <= signal.score <= 1
        assert signal.spans
        assert all(span.start < span.end <= len(text) for span in signal.spans)


@pytest.mark.parametrize("unit", ["damn ", "damn", "d*", "a*b*c*d* ", "é", "d a m n "])
def test_a_megabyte_takes_seconds(unit):
    began = time.process_time()

    list(TERMS(Submission(unit * (1_000_000 // len(unit)))))

    assert time.process_time() - began < 20
