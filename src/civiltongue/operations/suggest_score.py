"""Keep what a program says that a text's score should have been, for thresholds to be set by."""

from collections.abc import Mapping
from dataclasses import dataclass

from civiltongue.operations.house import House
from civiltongue.operations.judge_submission import Judge
from civiltongue.operations.score_text import score_text
from civiltongue.storage import suggestions
from civiltongue.storage.api_keys import ApiKey
from civiltongue.storage.database import Connection
from civiltongue.storage.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class SuggestedScores:
    """Scores in [0, 1] by attribute that a text should have had.

    ``community`` and ``token`` are what the client calls its discussion and the comment.
    """

    text: str
    scores: Mapping[str, float]
    language: str
    community: str = ""
    token: str = ""


def suggest_score(house: House, key: ApiKey, suggested: SuggestedScores, *, judge: Judge) -> None:
    """Keep suggested scores beside the house's own; the text is scored and forgotten.

    What is said about the same comment later takes the place of what was said before.
    """
    scored = score_text(suggested.text, judge=judge, language=suggested.language or None)
    now = house.clock()
    found = [
        Suggestion(
            id=house.id_at(now),
            site_id=key.site_id,
            api_key_id=key.id,
            subject=_subject(house, suggested),
            attribute=attribute,
            suggested=value,
            language=suggested.language[:35],
            scores={kind: round(score, 4) for kind, score in scored.scores.items()},
            versions=scored.versions,
            created_at=now,
        )
        for attribute, value in sorted(suggested.scores.items())
    ]

    def work(connection: Connection) -> None:
        for suggestion in found:
            suggestions.put(connection, suggestion)

    house.database.write(work)


def _subject(house: House, suggested: SuggestedScores) -> str:
    """Return a keyed hash of what the client calls the comment; one without a name stands for itself."""
    if not suggested.token:
        return house.new_id()
    return house.secrets.keyed_hash("suggestion", f"{suggested.community}\n{suggested.token}")
