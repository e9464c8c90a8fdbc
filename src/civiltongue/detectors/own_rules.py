"""Notices what is like the examples of a rule in a publisher's own words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from civiltongue.detectors.model import shipped_model
from civiltongue.detectors.own_rules_features import Seen, look
from civiltongue.detectors.own_rules_lesson import Lesson, Taught, learn
from civiltongue.domain.evidence import Signal, Submission
from civiltongue.domain.policy import Rule

Embed = Callable[[str], NDArray[np.float32]]
"""Returns the meaning of a text: a unit vector of 384 numbers, then any number of tones, about -1 to 3."""

_VERSION = "1"


class OwnRules:
    """Compare texts with the examples of rules, and with what moderators decided where that was learnt.

    ``lessons`` are by the ids of rules; a rule that has none learns from its examples alone.
    """

    name = "own_rules"

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        lessons: Mapping[str, Lesson] | None = None,
        embed: Embed | None = None,
    ) -> None:
        self._embed = embed
        known = lessons or {}
        self._lessons = {
            rule.like_signal: known.get(rule.id) or learn_rule(rule, embed=self._meaning) for rule in rules
        }
        self.version = f"{_VERSION}-{_digest(self._lessons)}" if self._lessons else _VERSION

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield how much the text is like what breaks each of the rules."""
        if not self._lessons or not submission.text.strip():
            return
        seen = look(submission.text, self._meaning(submission.text))
        for kind, lesson in self._lessons.items():
            yield Signal(kind, lesson.score(seen))

    def _meaning(self, text: str) -> NDArray[np.float32]:
        return (self._embed or understand)(text)


def learn_rule(rule: Rule, decided: Iterable[tuple[str, bool]] = (), *, embed: Embed | None = None) -> Lesson:
    """Return what a rule learns from its wording, its examples and texts that were decided about.

    Each decided text comes with whether it broke the rule.
    """
    ask = embed or understand
    known = [(look(text, ask(text)), broke) for text, broke in decided]
    wording = f"{rule.title}: {rule.public}"
    taught = Taught(
        wording=look(wording, ask(wording)),
        breaks=tuple(look(example.text, ask(example.text)) for example in rule.breaks),
        keeps=tuple(look(example.text, ask(example.text)) for example in rule.keeps),
        decided=tuple(seen for seen, _ in known),
        broke=tuple(broke for _, broke in known),
    )
    return learn(taught, ordinary_comments(ask))


def understand(text: str) -> NDArray[np.float32]:
    """Return what the shipped model makes of a text: its meaning, and a tone for each of its labels."""
    model = shipped_model()
    answer = model.answer(text)
    scale = [model.settings.network[label] for label in model.settings.labels]
    odds = [slope * logit + offset for (slope, offset), logit in zip(scale, answer.labels, strict=False)]
    # Few comments in a thousand have log-odds above 0; most lie around -5.
    tones = np.clip((np.array(odds, np.float32) + 4.0) / 2.0, -1.5, 3.0)
    return np.concatenate([answer.meaning, tones])


def model_version() -> str:
    """Return the version of the model whose meanings lessons are made of, and of how they are made."""
    return f"{_VERSION}-{shipped_model().settings.version}"


@cache
def ordinary_comments(embed: Embed) -> tuple[Seen, ...]:
    """Return comments of our own that break no rule, as rules see them."""
    text = (files("civiltongue.detectors") / "data" / "ordinary_comments.txt").read_text("utf-8")
    return tuple(look(line, embed(line)) for line in text.splitlines() if line and line[0] != "#")


def _digest(lessons: Mapping[str, Lesson]) -> str:
    """Return a mark that differs where the same text could get another score."""
    mark = sha256()
    for kind, lesson in sorted(lessons.items()):
        mark.update(kind.encode())
        numbers = (lesson.weights.meaning, lesson.weights.words, lesson.weights.form)
        for part in (*numbers, np.array([lesson.slope, lesson.offset])):
            mark.update(np.round(part, 5).tobytes())
    return mark.hexdigest()[:12]
