"""What a trained model hears in a text that no list of words tells: attacks, threats, contempt, and courtesy."""

from collections.abc import Iterator

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

    def __init__(self, model: Model | None = None) -> None:
        self._model = model or shipped_model()
        self.version = self._model.settings.version

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield one signal for each label, below any threshold too, or that the language is unknown."""
        if not submission.text.strip():
            return
        if not self._knows_language_of(submission):
            yield Signal("unread_language", 1.0)
            return
        said = self._model.score(submission.text)
        whole = (Span(0, len(submission.text)),)
        for kind, score in said.scores.items():
            shown = score >= _SHOWN_FROM and kind in _HARMS
            yield Signal(kind, score, (said.evidence or whole) if shown else ())

    def _knows_language_of(self, submission: Submission) -> bool:
        known = self._model.settings.languages
        if submission.language:
            return submission.language.partition("-")[0].lower() in known
        guessed = guess_languages(submission.text)
        return not guessed or any(language in known for language in guessed)
