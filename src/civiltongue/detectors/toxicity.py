"""What a trained model hears in a text that no list of words tells: attacks, threats, contempt, and courtesy."""

from collections.abc import Iterable, Iterator

from civiltongue.detectors.model import Model, shipped_model
from civiltongue.domain.evidence import Signal, Span, Submission
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


class Toxicity:
    """Score texts in the model's languages; say so where a text is in another."""

    name = "toxicity"

    def __init__(self, languages: Iterable[str] = ("en",), *, model: Model | None = None) -> None:
        """Take the publication's languages: a text in one that the model lacks is no surprise there."""
        self._languages = frozenset(tag.partition("-")[0].lower() for tag in languages)
        self._model = model or shipped_model()
        self.version = self._model.settings.version

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield one signal for each label, below any threshold too, or that the language is unknown."""
        if not submission.text.strip():
            return
        unread = self._unread_language_of(submission)
        if unread:
            yield Signal("unread_language", unread)
            return
        said = self._model.score(submission.text)
        whole = (Span(0, len(submission.text)),)
        for kind, score in said.scores.items():
            shown = score >= _SHOWN_FROM and kind in _HARMS
            yield Signal(kind, score, (said.evidence or whole) if shown else ())

    def _unread_language_of(self, submission: Submission) -> float:
        """Say whether the text is in another language than the model's: one of the publication's, or any."""
        known = frozenset(self._model.settings.languages)
        tag = submission.language
        languages = frozenset({tag.partition("-")[0].lower()}) if tag else guess_languages(submission.text)
        if not languages or languages & known:
            return 0.0
        return 0.5 if languages & self._languages else 1.0
