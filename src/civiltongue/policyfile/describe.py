"""The rules page that readers see, made from the policy."""

from collections.abc import Iterator
from dataclasses import dataclass

from civiltongue.domain.policy import Policy, Rule
from civiltongue.domain.ruling import Verdict
from civiltongue.engine.escalate import REPEAT
from civiltongue.wording import FALLBACK, phrase, phrase_count


@dataclass(frozen=True, slots=True)
class RuleOnPage:
    """One rule as readers see it. ``consequence`` says in words what becomes of a comment."""

    id: str
    number: int
    title: str
    public: str
    consequence: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules in the order of their numbers, and what else readers should know.

    Texts are worded; ``notes`` are whole sentences. Addresses are empty where there are none.
    """

    title: str
    introduction: str
    rules: tuple[RuleOnPage, ...]
    notes: tuple[str, ...]
    version: str
    terms_url: str
    privacy_url: str
    contact: str


def describe_policy(policy: Policy, *, language: str = FALLBACK) -> RulesPage:
    """Return the rules page of a policy, worded in a language; the publisher's own words stay."""
    return RulesPage(
        title=phrase("rules.title", language=language, publication=policy.publication),
        introduction=phrase("rules.introduction", language=language),
        rules=tuple(
            RuleOnPage(rule.id, rule.number, rule.title, rule.public, _consequence(rule, language))
            for rule in sorted(policy.rules, key=lambda rule: rule.number)
        ),
        notes=tuple(_notes(policy, language)),
        version=phrase("rules.version", language=language, version=policy.version),
        terms_url=policy.terms_url,
        privacy_url=policy.privacy_url,
        contact=policy.contact,
    )


def describe_consent(policy: Policy, *, language: str = FALLBACK) -> str:
    """Return what an author agrees to in sending a comment, as it stands beside the box."""
    if policy.minimum_age is None:
        return policy.consent
    age = phrase("rules.consent_age", language=language, age=policy.minimum_age)
    return f"{policy.consent.rstrip()} {age}"


def as_markdown(page: RulesPage, *, language: str = FALLBACK) -> str:
    """Return a rules page as Markdown, ending in a line break."""
    parts = [f"# {page.title}", page.introduction]
    for rule in page.rules:
        parts += [f"## {rule.number}. {rule.title}", rule.public, f"*{rule.consequence}*"]
    parts += [f"## {phrase('rules.notes', language=language)}", *page.notes]
    for key, address in (("terms", page.terms_url), ("privacy", page.privacy_url)):
        if address:
            parts.append(f"[{phrase(f'rules.{key}', language=language)}]({address})")
    if page.contact:
        parts.append(phrase("rules.contact", language=language, contact=page.contact))
    return "\n\n".join([*parts, page.version]) + "\n"


def _consequence(rule: Rule, language: str) -> str:
    if rule.id == REPEAT:
        return phrase("rules.consequence_repeat", language=language)
    verdicts = {
        verdict
        for condition in rule.conditions
        for verdict in Verdict
        if not rule.shadow and _reaches(condition, verdict)
    }
    words = [verdict.word for verdict in sorted(verdicts, reverse=True)] or ["person"]
    return " ".join(phrase(f"rules.consequence_{word}", language=language) for word in words)


def _reaches(condition: object, verdict: Verdict) -> bool:
    return verdict is not Verdict.PUBLISH and getattr(condition, verdict.word) is not None


def _notes(policy: Policy, language: str) -> Iterator[str]:
    if policy.word_limit is not None:
        yield phrase_count("rules.word_limit", policy.word_limit, language=language)
    if policy.hold_first:
        yield phrase_count("rules.first_comments", policy.hold_first, language=language)
    if policy.edit_minutes:
        yield phrase_count("rules.editing", policy.edit_minutes, language=language)
    yield phrase("rules.guests" if policy.guests else "rules.accounts", language=language)
    yield phrase("rules.consent", language=language)
    if policy.minimum_age is not None:
        yield phrase("rules.minimum_age", language=language, age=policy.minimum_age)
    if policy.redress:
        yield phrase("rules.redress", language=language, redress=policy.redress)
    if policy.authorities:
        yield phrase("rules.authorities", language=language, contact=policy.authorities)
