"""What a draft would have made of past comments beside the rules in force, counted; pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from civiltongue.domain.ruling import Ruling, Verdict


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided last about a comment's wording: published, or rejected under a rule."""

    verdict: Verdict
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A comment whose verdict the draft would change.

    ``rules`` are those that would say something else about it, the draft's harshest first.
    ``decided`` is what a person decided, None where nobody did.
    """

    comment_id: str
    before: Verdict
    after: Verdict
    rules: tuple[str, ...]
    decided: Decided | None = None

    @property
    def is_for_the_better(self) -> bool | None:
        """Say whether the draft comes nearer to what a person decided; None where it cannot be told."""
        if self.decided is None:
            return None
        return (self.after > self.before) == (self.decided.verdict is Verdict.REJECT)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How some rules agree with what people decided; what is held is asked, neither right nor wrong."""

    right: int = 0
    asked: int = 0
    wrong: int = 0

    @property
    def decided(self) -> int:
        """Return how many decisions there are."""
        return self.right + self.asked + self.wrong


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was counted.

    ``verdicts`` counts comments by the verdict before and after, ``rules`` those about which a rule
    would say something else, by what it says before and after. ``better`` and ``worse`` count
    changes towards and away from what people decided.
    """

    compared: int
    verdicts: Mapping[tuple[Verdict, Verdict], int]
    rules: Mapping[str, Mapping[tuple[Verdict, Verdict], int]]
    before: Agreement
    after: Agreement
    better: int
    worse: int

    @property
    def changed(self) -> int:
        """Return how many comments would get another verdict."""
        return sum(count for (before, after), count in self.verdicts.items() if before is not after)

    def so_many(self, verdict: Verdict, *, after: bool) -> int:
        """Return how many comments have a verdict before, or after."""
        return sum(count for pair, count in self.verdicts.items() if pair[after] is verdict)


@dataclass(slots=True)
class Tally:
    """Count one comment after the other."""

    _verdicts: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    _rules: dict[str, Counter[tuple[Verdict, Verdict]]] = field(default_factory=dict)
    _agreed: Counter[tuple[bool, str]] = field(default_factory=Counter)
    _better: int = 0
    _worse: int = 0

    def add(
        self, comment_id: str, before: Ruling, after: Ruling, *, decided: Decided | None = None
    ) -> Change | None:
        """Count a comment by its two rulings; returns the change, None where the verdict stays."""
        self._verdicts[before.verdict, after.verdict] += 1
        if decided is not None:
            self._agreed[False, _agreeing(before.verdict, decided)] += 1
            self._agreed[True, _agreeing(after.verdict, decided)] += 1
        if before.reasons == after.reasons:
            return None
        said = {reason.rule: reason.verdict for reason in before.reasons}
        says = {reason.rule: reason.verdict for reason in after.reasons}
        others = [rule for rule in {**says, **said} if said.get(rule) != says.get(rule)]
        for rule in others:
            pair = said.get(rule, Verdict.PUBLISH), says.get(rule, Verdict.PUBLISH)
            self._rules.setdefault(rule, Counter())[pair] += 1
        if before.verdict is after.verdict:
            return None
        change = Change(comment_id, before.verdict, after.verdict, tuple(others), decided)
        self._better += change.is_for_the_better is True
        self._worse += change.is_for_the_better is False
        return change

    def comparison(self) -> Comparison:
        """Return what was counted until now."""
        return Comparison(
            compared=self._verdicts.total(),
            verdicts=MappingProxyType(dict(self._verdicts)),
            rules=MappingProxyType(
                {rule: MappingProxyType(dict(counts)) for rule, counts in sorted(self._rules.items())}
            ),
            before=self._agreement(after=False),
            after=self._agreement(after=True),
            better=self._better,
            worse=self._worse,
        )

    def _agreement(self, *, after: bool) -> Agreement:
        return Agreement(*(self._agreed[after, name] for name in ("right", "asked", "wrong")))


def _agreeing(verdict: Verdict, decided: Decided) -> str:
    if verdict is Verdict.HOLD:
        return "asked"
    return "right" if (verdict is Verdict.REJECT) == (decided.verdict is Verdict.REJECT) else "wrong"
