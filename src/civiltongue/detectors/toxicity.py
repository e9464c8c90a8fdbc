"""What a trained model hears in a text that no list of words tells: attacks, threats, contempt, and courtesy."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from civiltongue.detectors.model import Model, shipped_model
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.fold import fold
from civiltongue.text.language import guess_languages

_SHOWN_FROM = 0.4
"""From which score on a signal shows its evidence; below, nobody is told of it."""
_HARMS = frozenset(
    {
        "toxicity",
        "severe_toxicity",
        "insult",
        "profanity",
        "obscenity",
        "threat",
        "identity_attack",
        "sexism",
        "racism",
    }
)


# The most that a label's probability counts for. Swearing, and what is toxic as a whole, were measured well on held-out
# texts. What else there is to learn from is scarce, or from few sites, and a refusal should not rest on it: what the
# model alone hears of these is held at most, and what it takes for advertising is only noted.
_AT_MOST: Mapping[str, float] = MappingProxyType(
    {
        "insult": 0.79,
        "threat": 0.79,
        "identity_attack": 0.79,
        "sexism": 0.79,
        "racism": 0.79,
        "obscenity": 0.79,
        "severe_toxicity": 0.79,
        "spam": 0.55,
    }
)
_AS_IT_IS = 0.5
"""Up to which probability nothing is taken away; above, what is left keeps its order."""
_LATIN_LETTERS = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a\U0001d400-\U0001d7ff]")
_LOOKED_AT = 400
_LEAST_WORDS = 3


class Toxicity:
    """Score texts in the model's languages; say so where a text is in another."""

    name = "toxicity"

    def __init__(
        self, languages: Iterable[str] = ("en",), *, model: Model | None = None, thorough: bool = False
    ) -> None:
        """Take the publication's languages: a text in one that the model lacks is no surprise there.

        ``thorough`` asks the network about every text, also where the fast tier is sure that all is well.
        """
        self._languages = frozenset(tag.partition("-")[0].lower() for tag in languages)
        self._model = model or shipped_model()
        self._thorough = thorough
        self.version = self._model.settings.version

    def thorough(self) -> "Toxicity":
        """Return the same detector, which asks the network about every text: for those who compare low scores."""
        return Toxicity(self._languages, model=self._model, thorough=True)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of its signals, in the order in which it yields them."""
        return self._model.settings.labels

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield one signal for each label, below any threshold too, or that the language is unknown."""
        if not submission.text.strip():
            return
        unread = self._unread_language_of(submission)
        if unread:
            yield Signal("unread_language", unread)
            return
        said = (self._model.read if self._thorough else self._model.score)(submission.text)
        whole = (Span(0, len(submission.text)),)
        for kind, score in said.scores.items():
            counted = round(trusted(kind, score), 6)
            shown = counted >= _SHOWN_FROM and kind in _HARMS
            yield Signal(kind, counted, (said.evidence or whole) if shown else ())

    def heard(self, submission: Submission) -> NDArray[np.float32] | None:
        """Return what the network hears in a text, as numbers; None where it does not know the language."""
        unread = not submission.text.strip() or self._unread_language_of(submission)
        return None if unread else self._model.heard(submission.text)

    def _unread_language_of(self, submission: Submission) -> float:
        """Say whether the text is in another language than the model's: one of the publication's, or any."""
        known = frozenset(self._model.settings.languages)
        tag = submission.language
        languages = (
            frozenset({tag.partition("-")[0].lower()})
            if tag
            else guess_languages(submission.text, least=_LEAST_WORDS)
        )
        if languages & known or (not languages and _is_in_latin_letters(submission.text)):
            return 0.0
        return 0.5 if languages & self._languages else 1.0


def trusted(kind: str, probability: float) -> float:
    """Return what a probability counts for: itself up to a half, and above that at most what its kind may count for."""
    if probability <= _AS_IT_IS:
        return probability
    return _AS_IT_IS + (probability - _AS_IT_IS) * (_AT_MOST.get(kind, 1.0) - _AS_IT_IS) / (1.0 - _AS_IT_IS)


def _is_in_latin_letters(text: str) -> bool:
    """Say whether half of the letters or more are Latin ones, or drawn like them: those that a disguise folds to."""
    head = fold(text[:_LOOKED_AT]).text
    letters = sum(sign.isalpha() for sign in head)
    return 2 * len(_LATIN_LETTERS.findall(head)) >= letters
