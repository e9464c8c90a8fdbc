"""Notices private facts, and tells the author's own from everybody else's."""

from collections.abc import Iterable, Iterator

from civiltongue.detectors.private_facts_context import Fact, Owner, Ranges, owner_of
from civiltongue.detectors.private_facts_health import health_facts
from civiltongue.detectors.private_facts_life import life_facts
from civiltongue.detectors.private_facts_mail import mail_facts
from civiltongue.detectors.private_facts_numbers import number_facts
from civiltongue.detectors.private_facts_phones import phone_facts
from civiltongue.detectors.private_facts_places import place_facts
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.patterns import searchable


class PrivateFacts:
    """Notice contacts, numbers, homes, health, work and real names; what an office publishes is fine.

    ``regions`` are those (ISO 3166) whose telephone numbers are known without a country code.
    """

    name = "private_facts"
    version = "2"

    def __init__(self, regions: tuple[str, ...]) -> None:
        self._regions = regions

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield ``private_facts`` and ``own_facts``, one signal for each score."""
        text = searchable(submission.text)
        facts = _apart(text, self._regions)
        owned = [(fact, owner_of(text, fact)) for fact in facts]
        yield from _signals(
            "private_facts", (fact for fact, owner in owned if owner in (Owner.OTHER, Owner.UNCLEAR))
        )
        yield from _signals("own_facts", (fact for fact, owner in owned if owner is Owner.AUTHOR))


def _apart(text: str, regions: tuple[str, ...]) -> list[Fact]:
    """Return the facts of a text; where some overlap, the surer and then the longer."""
    found = (
        *mail_facts(text),
        *(number_facts(text) if any(map(str.isdigit, text)) else ()),
        *place_facts(text),
        *health_facts(text),
        *life_facts(text),
    )
    best_first = sorted(found, key=lambda fact: (-fact.score, fact.start - fact.end, fact.start))
    taken = Ranges()
    # Digits of an account or a house number are no telephone number.
    return [fact for fact in (*best_first, *phone_facts(text, regions)) if taken.add(fact.start, fact.end)]


def _signals(kind: str, facts: Iterable[Fact]) -> Iterator[Signal]:
    by_score: dict[float, list[Span]] = {}
    for fact in facts:
        by_score.setdefault(fact.score, []).append(Span(fact.start, fact.end))
    for score in sorted(by_score, reverse=True):
        yield Signal(kind, score, tuple(sorted(by_score[score])))
