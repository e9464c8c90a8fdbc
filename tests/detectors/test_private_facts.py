"""Private facts of others and one's own are told apart, and what an office publishes is fine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civiltongue.detectors.private_facts import PrivateFacts
from civiltongue.domain.evidence import Submission

DETECTOR = PrivateFacts(("GB", "US", "DE", "FR"))


def scores(text: str) -> dict[str, float]:
    best: dict[str, float] = {}
    for signal in DETECTOR(Submission(text)):
        best[signal.kind] = max(signal.score, best.get(signal.kind, 0.0))
    return best


def marked(text: str) -> list[str]:
    return [text[span.start : span.end] for signal in DETECTOR(Submission(text)) for span in signal.spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ask her: petra.vance@mail.example", "petra.vance@mail.example"),
        ("It is petra dot vance at example dot com, tell her.", "petra dot vance at example dot com"),
        ("His mail: rufus [at] gmx (dot) de", "rufus [at] gmx (dot) de"),
        ("Ring him on 01632 960123 tonight.", "01632 960123"),
        ("Her number is (202) 555-0143.", "(202) 555-0143"),
        ("Text the coach: 555-0142", "555-0142"),
        ("Seine Nummer ist 030 23125 123.", "030 23125 123"),
        ("Son numéro : 01 99 00 12 34", "01 99 00 12 34"),
        ("His phone is +44 (0)1632 960 987.", "+44 (0)1632 960 987"),
        ("Her bank account is GB82 WEST 1234 5698 7654 32.", "GB82 WEST 1234 5698 7654 32"),
        ("His card is 4111-1111-1111-1111.", "4111-1111-1111-1111"),
        ("Her social security number is 987-65-4320.", "987-65-4320"),
        ("National Insurance number QQ 12 34 56 C is hers.", "QQ 12 34 56 C"),
        ("Her passport number is 533380006.", "533380006"),
        ("His IP is 203.0.113.7, have fun.", "203.0.113.7"),
        ("Her licence plate reads LKJ-4432.", "LKJ-4432"),
        ("She was born on 3 May 1981.", "She was born on 3 May 1981"),
        ("His DOB: 03/05/1981", "03/05/1981"),
        ("Her address: Harrow Lane 14.", "Harrow Lane 14"),
        ("He lives at 14 Harrow Lane, Ostley.", "He lives at 14 Harrow Lane"),
        (
            "Her address is 742 Elm St Apt 4, Springfield, IL 62704.",
            "742 Elm St Apt 4, Springfield, IL 62704",
        ),
        ("Er wohnt in der Lindenstraße 12, 10115 Berlin.", "Lindenstraße 12, 10115 Berlin"),
        ("Il habite 12 bis, rue de la Paix, 75002 Paris.", "12 bis, rue de la Paix, 75002 Paris"),
        ("She lives at number 14, the one with the red door.", "She lives at number 14"),
        (
            "She lives in the yellow house opposite the school.",
            "She lives in the yellow house opposite the school",
        ),
        ("Her kids go to Saltby Primary.", "Her kids go to Saltby Primary"),
        ("She has HIV.", "She has HIV"),
        ("His therapist told me that he cries.", "His therapist told"),
        ("Doreen Pask was diagnosed with bowel cancer.", "Doreen Pask was diagnosed with bowel cancer"),
        ("She had an abortion.", "She had an abortion"),
        (
            "He works at the bank on Mill Lane and his shift ends at six.",
            "He works at the bank on Mill Lane and his shift ends at six",
        ),
        ("The real name of @maplefox is Lavinia Stroud.", "@maplefox is Lavinia Stroud"),
        ("Brandt's son is autistic.", "Brandt's son is autistic"),
        ("My neighbour at 14 Elm Row never mows.", "14 Elm Row"),
        (
            "Maplefox is a nurse at Saltby General, night shift.",
            "Maplefox is a nurse at Saltby General, night shift",
        ),
        ("The person behind the account Maplefox is Lavinia Stroud.", "Maplefox is Lavinia Stroud"),
        ("RiverRat77 is really Edwin Sarkell.", "RiverRat77 is really Edwin Sarkell"),
        (
            "Ring him: oh one six three two, nine six oh, one two three",
            "oh one six three two, nine six oh, one two three",
        ),
        (
            "Seine Handynummer ist null eins sieben null vier drei zwei eins neun acht.",
            "null eins sieben null vier drei zwei eins neun acht",
        ),
        ("Her mail is petra arobase gmx point de", "petra arobase gmx point de"),
        ("His number plate is RK96YWV.", "RK96YWV"),
        ("533380006 is her passport number.", "533380006"),
        ("Le vrai nom de @maplefox est Odile Marchais.", "@maplefox est Odile Marchais"),
        ("Hennes hemadress är Björkvägen 14, 211 20 Malmö.", "Björkvägen 14, 211 20 Malmö"),
        ("Ihr Geburtsdatum ist 12. April 1977.", "12. April 1977"),
        ("The number to reach Petra Vance on is 01632 960123.", "01632 960123"),
        ("Hers is 01632 960123 by the way.", "01632 960123"),
        ("Don't ask the office, call Rufus himself on 01632 960123.", "01632 960123"),
        ("I had Rosa's passport number on my desk: 533380006.", "533380006"),
        ("He drove off in his van, AB12 CDE.", "AB12 CDE"),
        (
            "The money went to DE89 3704 0044 0532 0130 00, it is in Rufus Hallam's name.",
            "DE89 3704 0044 0532 0130 00",
        ),
        ("Doreen Pask, 14 Harrow Lane: shame on you.", "14 Harrow Lane"),
        ("We know where you sleep, 14 Harrow Lane.", "14 Harrow Lane"),
        ("Name: Edwin Sarkell. Born: 3 May 1981.", "3 May 1981"),
        ("Happy birthday Edwin, 3 May 1981 if anyone forgot.", "3 May 1981"),
        ("Sie kam am 3. Mai 1981 zur Welt.", "3. Mai 1981"),
        (
            "@maplefox forgot to log out, it is Lavinia Stroud.",
            "@maplefox forgot to log out, it is Lavinia Stroud",
        ),
        ("Lavinia Stroud hides behind @maplefox.", "Lavinia Stroud hides behind @maplefox"),
        (
            "Lavinia Stroud and @maplefox are one and the same.",
            "Lavinia Stroud and @maplefox",
        ),
    ],
)
def test_a_third_partys_private_fact_is_noticed_with_its_words(text: str, words: str) -> None:
    assert scores(text) == {"private_facts": 0.95}
    assert words in marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "My number is 01632 960456.",
        "Call me on 555-0142 if you found a scarf.",
        "Please email me: mara.quill@mail.example",
        "I live at 22 Orchard Close, Saltby.",
        "My IBAN is DE89 3704 0044 0532 0130 00.",
        "I was born on 3 May 1981.",
        "My real name is Mara Quill.",
        "07700 900123 is my number.",
        "Meine Handynummer ist 0151 91960767.",
        "06 12 34 56 78 est mon numéro.",
        "Mijn adres is Kerkstraat 12, 1012 AB Amsterdam.",
        "They cloned my card, 4111 1111 1111 1111.",
        "My registration's AB12 CDE, check the cameras.",
        "Mine's 01632 960456 if that helps.",
        "Drop me a line at mara.quill@mail.example if you were there.",
        "I connect from 203.0.113.7, please unblock me.",
        "We live at 14 Harrow Lane and the noise never stops.",
        "Anybody who wants the minutes: mara.quill@mail.example",
        "They took it from DE89 3704 0044 0532 0130 00, that's my account.",
    ],
)
def test_the_authors_own_facts_are_told_apart(text: str) -> None:
    assert scores(text) == {"own_facts": 0.95}


@pytest.mark.parametrize(
    "text",
    [
        "Call the council's helpline on 01632 960000.",
        "The press office answers on 020 7946 0018.",
        "Write to info@lantern.example or letters@lantern.example.",
        "The charity's account for donations is DE89 3704 0044 0532 0130 00.",
        "Freephone 0800 555 0100 is free.",
        "Between 1914-1918 and 1939-1945, and in 2019, 2020 and 2021.",
        "They won 21–19, 18–21 and then 6-4, 7-6, 6-3.",
        "It cost 1 250 000 then and £12,345,678 now, for 1234567 people.",
        "On 2024-05-12 and 12/05/2024 at 18:30.",
        "ISBN 978-0-306-40615-7, part 4420-118-7735, order no. 4420 118 773",
        "See https://news.example/2024/01632960123 for more.",
        "Pi is 3.1415926535, and it is version 1.2.3.4 now.",
        "Look at example dot com.",
        "In Mill Road 14 cars were counted, and Gold Street 2 is a great film.",
        "Ten, nine, eight, seven, six, five, four, three, two, one, zero!",
        "Bestellnummer 0151 2345 678 kam nie an.",
        "Die Nummer vom Rathaus ist 030 23125 123.",
        "Le numéro de la mairie est 01 42 76 40 40.",
        "Version 11.4.5.2 is broken, 18.4.4.2 was fine.",
        "The lamp outside 14 Harrow Lane has been broken since the storm, 10 Downing Street has none.",
        "The author lives in Tern Bay.",
        "People with HIV live long. If she has cancer, we wish her well. My mother has dementia.",
        "The palace says that she has cancer.",
        "She has a cancer charity. He got a stroke of luck. He is a nurse at the hospital.",
        "The firm's address is 14 Mill Road, Ostley OS1 2AB.",
        "He moved to the next house, and the mayor lives in the past.",
        "JavaScript is Very Good, and YouTube is Really Bad.",
        "Mozart was born on 27 January 1756.",
        "Wendell works hard for this town. She works in a school.",
        "I have diabetes and I work at the clinic on Mill Lane.",
        "I don't see Leo DiCaprio or Neil Young preaching, see McGuinty's Green Energy Act.",
        "At this point in time nobody knows.",
        "The scaffolding at The Old Forge, 12 Church Lane has been up since 1951.",
        "He asked 1 000 000 times, see pages 7487-7490, says Petra Vance.",
        "Richmond Park 3 times bigger, says Petra Vance.",
        "In 2006 Orton joined the tag team. In November 2007, The Spanish Court met her.",
        "He drives a BMW 320 at 100 MPH, and she took flight BA 2490.",
        "@maplefox called Lavinia Stroud brave. GreenKettle and Petra Vance disagree.",
        "Donations for the roof to DE89 3704 0044 0532 0130 00, please.",
        "His team passed 2.6.32.16 on section 4.1.2.2.",
        "The club was founded on 3 May 1981 and she was elected on 12/05/2024.",
        "The hotline of the water company is 01632 960123, they answer at once.",
    ],
)
def test_what_is_public_or_only_looks_private_moves_nothing(text: str) -> None:
    assert all(score < 0.6 for score in scores(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "14 Harrow Lane. That is all I say about Doreen.",
        "The one-star reviews came from 203.0.113.7, the owner's house.",
        "Our Gareth was born on 3 May 1981.",
        "AB12 CDE was there again.",
        "GreenKettle is Wendell Ash, everybody knows.",
    ],
)
def test_what_may_be_a_private_fact_is_for_a_person_to_look_at(text: str) -> None:
    assert scores(text) == {"private_facts": 0.6}


def test_without_regions_only_international_numbers_are_known() -> None:
    abroad = PrivateFacts(())

    assert list(abroad(Submission("Ask her on 030 23125 123."))) == []
    assert [signal.kind for signal in abroad(Submission("Ask her on +49 30 23125 123."))] == ["private_facts"]


@given(st.text() | st.text("0123456789 +-().@ADELMR/:ivesat,'", max_size=200))
def test_any_text_is_read_with_spans_inside_it(text: str) -> None:
    for signal in DETECTOR(Submission(text)):
        assert 0.0 < signal.score <= 1.0
        assert all(span.start < span.end <= len(text) for span in signal.spans)


def test_more_numbers_than_anybody_reads_are_for_a_person_to_look_at() -> None:
    assert scores("7654321 " * 500) == {"private_facts": 0.6}
