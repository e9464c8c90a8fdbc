"""Says whether a comment is signed, and whether by its author."""

from collections.abc import Iterator

from civiltongue.detectors.signature_lines import SignedWords, signed_words
from civiltongue.detectors.signature_names import (
    LIKELY,
    SURE,
    claims_staff,
    look_alike_score,
    same_name,
    without_titles,
)
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.patterns import searchable
from civiltongue.text.placeholders import is_placeholder
from civiltongue.text.skeleton import name_key


class Signatures:
    """Notice missing, unverified and borrowed names; say nothing where the signature is unknown."""

    name = "signature"
    version = "3"

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield ``unsigned``, ``unverified``, ``look_alike`` and ``false_signature``."""
        signature = submission.signature
        if signature is None:
            return
        if signature.verified is False:
            yield Signal("unverified", 1.0)
        protected = _protected(submission)
        unsigned = is_placeholder(signature.name)
        if unsigned:
            yield Signal("unsigned", SURE)
        else:
            score = look_alike_score(signature.name, protected)
            if score:
                yield Signal("look_alike", score)
        yield from _false_signatures(
            searchable(submission.text), "" if unsigned else signature.name, protected
        )


def _protected(submission: Submission) -> tuple[str, ...]:
    story = submission.story
    of_the_story = (story.author, *story.people) if story else ()
    return tuple(
        name for name in (*submission.staff, *submission.known_authors, *of_the_story) if name.strip()
    )


def _false_signatures(text: str, account: str, protected: tuple[str, ...]) -> Iterator[Signal]:
    scored = ((_falsehood(words, account, protected), words.span) for words in signed_words(text))
    found = sorted((span.start, -span.end, score) for score, span in scored if score)
    # The same words may be found twice: "I am Jane Roe" and "I am Jane Roe, writing".
    apart = [one for at, one in enumerate(found) if at == 0 or one[0] >= -found[at - 1][1]]
    for sure in sorted({score for _, _, score in apart}, reverse=True):
        spans = tuple(Span(start, -end) for start, end, score in apart if score == sure)
        yield Signal("false_signature", sure, spans)


def _falsehood(words: SignedWords, account: str, protected: tuple[str, ...]) -> float:
    """Return how surely words sign for somebody else than the account."""
    if not words.name:
        return LIKELY
    if account and _is_own(words.name, account):
        return 0.0
    if claims_staff(words.name) or any(same_name(words.name, other) for other in protected):
        return SURE
    if not account or not words.certain:
        return 0.0
    if len(words.name.split()) > 1:
        return SURE
    # Who writes under a pseudonym may well sign with a first name.
    return LIKELY if len(account.split()) > 1 else 0.0


def _is_own(signed: str, account: str) -> bool:
    """Say whether a name in the text may be the account's: its words, its initials or a part of it."""
    if same_name(signed, account):
        return True
    own = [_plain(word) for word in (without_titles(account) or account).split()]
    used = [_plain(word) for word in (without_titles(signed) or signed).split()]
    if len(own) > 1:
        return all(any(_shortens(word, other) for other in own) for word in used) or _is_initials(used, own)
    whole = name_key(account)
    return any(len(word) > 2 and (word in whole or whole in word) for word in used)


def _plain(word: str) -> str:
    # A single letter has no key, because it is no name; here it is an initial.
    return name_key(word) or word.strip(".").casefold()


def _shortens(word: str, name: str) -> bool:
    return (
        word == name
        or (len(word) == 1 and name.startswith(word))
        or (len(word) > 2 and name.startswith(word))
    )


def _is_initials(used: list[str], own: list[str]) -> bool:
    return len(used) == 1 and used[0] == "".join(name[:1] for name in own)
