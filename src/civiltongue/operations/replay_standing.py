"""Where authors stood when they wrote, folded from the record as it was then."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from civiltongue.domain.policy import Policy
from civiltongue.domain.ruling import TOO_MANY_ATTEMPTS, RecordedRuling, RulingKind
from civiltongue.domain.standing import Sanction, Standing, Violation
from civiltongue.engine.escalate import REPEAT
from civiltongue.engine.judge import ATTEMPTS_EXPLAINED
from civiltongue.storage import replaying
from civiltongue.storage.database import Connection
from civiltongue.storage.replaying import Struck, Written

_SPOTLESS = Standing()
_PUBLISHED = re.compile(r"\bpublished\b")


class Standings:
    """Tell where authors stood, as far as some policies ask for it; each author is read once.

    How many comments of an author were published then is counted from those that readers see today.
    """

    def __init__(self, policies: Iterable[Policy]) -> None:
        asked = tuple(policies)
        whens = [each.when for policy in asked for rule in policy.rules for each in rule.conditions]
        self._counts = any(policy.hold_first for policy in asked) or any(
            when and _PUBLISHED.search(when) for when in whens
        )
        self._repeats = any(policy.rule(REPEAT) is not None for policy in asked)
        self._known: set[str] = set()
        self._struck: dict[str, list[Struck]] = {}
        self._sanctioned: dict[str, list[Sanction]] = {}
        self._published: dict[str, list[datetime]] = {}

    def read(self, connection: Connection, site_id: str, author_ids: Iterable[str]) -> None:
        """Read what is on record of authors that are not known yet."""
        new = sorted(set(author_ids) - self._known)
        if not new:
            return
        self._known.update(new)
        if self._repeats:
            self._struck |= replaying.struck(connection, site_id, new)
            self._sanctioned |= replaying.sanctioned(connection, site_id, new)
        if self._counts:
            self._published |= replaying.published(connection, site_id, new)

    def at(self, policy: Policy, comment: Written, record: RecordedRuling) -> Standing | None:
        """Return where the author stood when a comment was judged, by the weights of a policy.

        None where the ruling was about somebody of whom nothing was known.
        """
        if record.kind is RulingKind.ADVISORY:
            return None
        now, author = record.created_at, comment.author_id
        attempts = any(reason.rule == TOO_MANY_ATTEMPTS for reason in record.ruling.reasons)
        if (
            not (attempts or self._published)
            and author not in self._sanctioned
            and author not in self._struck
        ):
            return _SPOTLESS
        return Standing(
            published=bisect_left(self._published.get(author, ()), comment.created_at),
            recent_rejections=ATTEMPTS_EXPLAINED if attempts else 0,
            sanctions=tuple(
                _as_it_was(each, now) for each in self._sanctioned.get(author, ()) if each.imposed_at <= now
            ),
            strikes=policy.strikes(
                Violation(case.grounds, case.at)
                for case in self._struck.get(author, ())
                if case.at <= now and (case.until is None or now < case.until)
            ),
        )


def _as_it_was(sanction: Sanction, now: datetime) -> Sanction:
    lifted = sanction.lifted_at
    return replace(sanction, lifted_at=None) if lifted is not None and lifted > now else sanction
