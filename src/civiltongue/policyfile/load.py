"""A house-rules file, read and checked, as a policy."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from civiltongue.domain.evidence import Submission
from civiltongue.domain.ladder import Ladder, Step
from civiltongue.domain.news import NewsChoice
from civiltongue.domain.policy import (
    LIKE,
    Brake,
    Condition,
    NameRules,
    NoticeRules,
    Policy,
    Retention,
    Rule,
    StoryRules,
    Votes,
)
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.standing import OTHER_GROUNDS, SanctionKind
from civiltongue.errors import PolicyInvalid
from civiltongue.policyfile.checks import CHECKS
from civiltongue.policyfile.document import Decisions, Document, nobody_decided
from civiltongue.policyfile.keys import POLICY
from civiltongue.policyfile.kinds import Kind, ListOf, Shape, read_scalar
from civiltongue.policyfile.problems import Problem, describe_problems
from civiltongue.policyfile.record import read_record
from civiltongue.policyfile.tree import (
    FileUnreadable,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_tree,
    split_lines,
)

_OWN_WORDS_COUNT_FROM = 0.5
"""The score from which a rule's own terms and pattern have the consequence of its ``then``."""

_STRIKES_LAST, _ALONE = 180, 24


def load_policy(text: str, *, name: str = "policy.yaml", decisions: Decisions = nobody_decided) -> Policy:
    """Return the policy that a file holds; raises PolicyInvalid, which lists every problem."""
    policy, problems = read_policy(text, decisions=decisions)
    if policy is None:
        report = describe_problems(problems, name=name, lines=split_lines(text))
        raise PolicyInvalid(f"{name} cannot be used:\n\n{report}")
    return policy


def read_policy(
    text: str, *, decisions: Decisions = nobody_decided
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Return the policy that a file holds, or None and every problem in it, in the order of the file."""
    text = text.removeprefix("\N{BYTE ORDER MARK}")
    try:
        root, found = read_tree(text)
    except FileUnreadable as error:
        return None, (error.problem,)
    document = Document(root, decisions)
    problems = [*found, *(problem for check in CHECKS for problem in check(document))]
    if problems:
        return None, tuple(sorted(set(problems)))
    return _policy(_plain(root, POLICY), text), ()


def _plain(node: Node, kind: Kind) -> Any:
    """Return a checked node as dicts, lists and single values."""
    if isinstance(node, Mapping) and isinstance(kind, Shape):
        return {key.value: _plain(child, kind.keys[key.value].kind) for key, child in node.entries}
    if isinstance(node, Sequence) and isinstance(kind, ListOf):
        return [_plain(child, kind.item) for child in node.items]
    assert isinstance(node, Scalar)
    if isinstance(kind, Shape):
        return {kind.short: read_scalar(node, kind.keys[kind.short].kind)}
    return read_scalar(node, kind)


def _policy(file: dict[str, Any], source: str) -> Policy:
    defaults: dict[str, Any] = {
        "languages": tuple(file["languages"]) if "languages" in file else None,
        "regions": tuple(file["regions"]) if "regions" in file else None,
        "guests": file.get("guests"),
        "votes": Votes(file["votes"]) if "votes" in file else None,
        "terms_url": file.get("terms_url"),
        "privacy_url": file.get("privacy_url"),
        "contact": file.get("contact"),
        "authorities": file.get("authorities"),
        "redress": file.get("redress"),
        "minimum_age": file.get("minimum_age"),
        "hold_first": file.get("first_comments", {}).get("hold"),
        "edit_minutes": file.get("editing", {}).get("minutes"),
        "appeal_days": file.get("appeals", {}).get("days"),
        "news": NewsChoice(file["news"]) if "news" in file else None,
        "bans_everywhere": file.get("bans") == "all",
        "reports_to_hold": file.get("reports", {}).get("hold_at"),
        "reports_wrong_from": file.get("reports", {}).get("wrong_from"),
        "reports_ground": file.get("reports", {}).get("ground"),
    }
    return Policy(
        publication=file["publication"],
        version=file["version"],
        rules=tuple(_rule(rule) for rule in file["rules"]),
        consent=file["consent"],
        on_failure=Verdict.of(file.get("when_a_detector_fails", "hold")),
        retention=Retention(**file.get("retention", {})),
        names=NameRules(**file.get("names", {})),
        stories=StoryRules(**file.get("stories", {})),
        notices=NoticeRules(**file.get("notices", {})),
        ladder=_ladder(file["ladder"]) if "ladder" in file else None,
        brake=_brake(file["brake"]) if "brake" in file else None,
        source=source,
        **{key: value for key, value in defaults.items() if value is not None},
    )


def _brake(brake: dict[str, Any]) -> Brake:
    known = Brake()
    return Brake(
        share=float(brake.get("share", known.share)),
        window=timedelta(minutes=brake["minutes"]) if "minutes" in brake else known.window,
        times=float(brake.get("times", known.times)),
        least=brake.get("least", known.least),
    )


def _ladder(ladder: dict[str, Any]) -> Ladder:
    return Ladder(
        steps=tuple(
            Step(
                at=float(step["at"]),
                kind=SanctionKind(step["then"]),
                lasting=timedelta(hours=step["hours"]) if "hours" in step else None,
            )
            for step in ladder["steps"]
        ),
        strikes_last=timedelta(days=ladder.get("strikes_last", _STRIKES_LAST)),
        alone=timedelta(hours=ladder.get("alone", _ALONE)),
        weights=tuple(
            (ground, float(ladder[key]))
            for ground in OTHER_GROUNDS
            if (key := ground.replace("-", "_")) in ladder
        ),
    )


def _rule(rule: dict[str, Any]) -> Rule:
    return Rule(
        id=rule["id"],
        number=rule["number"],
        title=rule["title"],
        public=rule["public"].strip(),
        message=rule.get("message", "").strip(),
        conditions=tuple(_conditions(rule)),
        terms=tuple(rule.get("terms", ())),
        except_terms=tuple(rule.get("except", ())),
        pattern=rule.get("pattern"),
        strikes=float(rule.get("strikes", 0)),
        private=rule.get("private", False),
        shadow=rule.get("shadow", _judged_by_examples(rule)),
        insisted=Verdict.of(rule.get("after_nudge", "hold")),
        breaks=tuple(_example(example) for example in rule.get("breaks", ())),
        keeps=tuple(_example(example) for example in rule.get("keeps", ())),
    )


def _judged_by_examples(rule: dict[str, Any]) -> bool:
    """Say whether a rule looks at examples; such a rule starts in shadow."""
    return any(
        condition.get("signal", "").startswith(LIKE) or LIKE in condition.get("when", "")
        for condition in rule.get("conditions", ())
    )


def _conditions(rule: dict[str, Any]) -> Iterable[Condition]:
    then = rule.get("then", "")
    for condition in rule.get("conditions", ()):
        if "signal" in condition:
            yield Condition(**condition)
        else:
            yield _with_consequence(condition.get("then", then), 1.0, when=condition["when"])
    if then and ("terms" in rule or "pattern" in rule):
        yield _with_consequence(then, _OWN_WORDS_COUNT_FROM, signal=f"rule:{rule['id']}")


def _with_consequence(then: str, threshold: float, **known: Any) -> Condition:
    threshold_of: dict[str, Any] = {then: threshold}
    return Condition(**threshold_of, **known)


def _example(example: dict[str, Any]) -> Submission:
    return read_record(example).submission
