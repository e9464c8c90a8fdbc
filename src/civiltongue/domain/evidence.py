"""What is judged, and what detectors notice about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Mark a half-open range of code points in the visible text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Link:
    """Name the target of a link and the span of the words that carry it."""

    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Signature:
    """Say how a comment is signed. ``name`` is empty where the author gave none.

    ``verified`` means that the site knows this account's e-mail; ``None`` is unknown.
    """

    name: str
    verified: bool | None = None


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """Name the story and the people it is by and about."""

    title: str = ""
    author: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """Hold everything that detectors may know about one text.

    ``text`` is the visible text. What is ``None`` is unknown, and rules about it do not fire.
    ``staff`` and ``known_authors`` are names of *other* people. ``recent`` holds fingerprints
    of texts posted lately on the site (see :mod:`civiltongue.text.fingerprint`).
    """

    text: str
    links: tuple[Link, ...] = ()
    signature: Signature | None = None
    story: StoryFacts | None = None
    staff: tuple[str, ...] = ()
    known_authors: tuple[str, ...] = ()
    reply_to: str | None = None
    language: str | None = None
    recent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """Report one thing that a detector noticed.

    ``kind`` is one of :data:`SIGNAL_KINDS` or ``rule:<id>`` for a publisher's own words.
    ``score`` is in [0, 1], except for ``words``, which counts. The matched text is never kept.
    ``detector`` is the name of who noticed it, empty where nobody said.
    """

    kind: str
    score: float
    spans: tuple[Span, ...] = ()
    detector: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """Say that a detector threw or overran its time; ``fault`` is the error's class name."""

    detector: str
    fault: str


@dataclass(frozen=True, slots=True)
class Observation:
    """Collect what all detectors said of one submission, and in which versions they are."""

    signals: tuple[Signal, ...] = ()
    failures: tuple[Failure, ...] = ()
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def score(self, kind: str) -> float:
        """Return the highest score of a kind, 0.0 where no signal has it."""
        return max((signal.score for signal in self.signals if signal.kind == kind), default=0.0)


SIGNAL_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "words": "how many words the comment has (a count; spans mark what is over the limit)",
        "profanity": "swearing, also when disguised",
        "obscenity": "sexually explicit or obscene words",
        "insult": "words that insult or belittle a person",
        "threat": "threats, intimidation, wishes of harm",
        "identity_attack": "words that demean people for a protected trait",
        "sexism": "words that demean people for their sex or gender",
        "racism": "words that demean people for race, ethnicity, nationality or religion",
        "toxicity": "how likely readers are to leave the discussion over this comment",
        "severe_toxicity": "hateful, aggressive or very disrespectful words",
        "courtesy": "politeness: thanks, requests, respect for others",
        "attack_on_author": "an attack on the author of the story",
        "attack_on_commenter": "an attack on another commenter",
        "incoherent": "hard to understand",
        "inflammatory": "meant to provoke",
        "likely_to_reject": "what a newspaper's moderators were likely to reject",
        "unsubstantial": "trivial or short, adding nothing",
        "flirtation": "pick-up lines and compliments on looks",
        "unread_language": "a language that the model does not know: 1, or 0.5 where the publication is in it",
        "accusation": "a crime or disgrace said as fact of a named or identifiable person or firm",
        "private_facts": "private facts about somebody else",
        "own_facts": "private facts that the author gives of themself",
        "spam": "advertising, lures and repeated messages",
        "gibberish": "text that says nothing in any language",
        "unsigned": "no name, or one that stands for no name",
        "unverified": "an identity that the site has not verified",
        "look_alike": "a name that reads like a staff member's, another author's or the story's subject's",
        "false_signature": "a signature inside the text that is not the account's",
    }
)
"""Every kind of signal that the shipped detectors report, with what it means."""

SCORE_KINDS: tuple[str, ...] = (
    "toxicity",
    "severe_toxicity",
    "insult",
    "profanity",
    "obscenity",
    "threat",
    "identity_attack",
    "sexism",
    "racism",
    "spam",
    "private_facts",
)
"""The kinds that ``score`` always reports, each in [0, 1]."""
