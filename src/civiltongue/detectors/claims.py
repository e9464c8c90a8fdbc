"""Notices crimes and disgraces that a text states as fact of somebody whom readers can tell."""

from collections.abc import Iterator
from itertools import islice

from civiltongue.detectors.claims_sentences import Sentence, sentence_around
from civiltongue.detectors.claims_subjects import Subject, subject_after, subject_before
from civiltongue.domain.evidence import Signal, Span, Submission
from civiltongue.text.patterns import Pattern, PatternSet, any_of, searchable
from civiltongue.text.people import owner_before
from civiltongue.text.word_lists import word_lists

SURE = 0.95
LIKELY = 0.6

# Bounds on the work for one text: nobody needs a forty-first mark to see what a comment says, and
# one with so many deeds that no subject was found for is for a person to read.
_MOST_CLAIMS = 40
_MOST_DEEDS = 256

_LISTS = word_lists(__package__, "claims.txt")
_WORDS = r"(?:[\pL\pN'-]+ ){0,3}"
_B, _E = r"(?:^|[^\pL\pN])", r"(?:[^\pL\pN]|$)"


def _spelt(key: str) -> str:
    return any_of(entry.replace("~", _WORDS) for entry in _LISTS[key])


_DEED = Pattern(
    rf"{_B}(?P<words>(?:(?P<sure>{_spelt('sure')})|(?P<lifeless>{_spelt('lifeless')})|(?P<likely>{_spelt('likely')})))"
    + _E
)
_BEING = Pattern(
    rf"{_B}(?P<words>(?:is|was|'s|remains|has always been|has been) (?:nothing but |just |only |simply |clearly |still |also |really )*"
    rf"(?:(?:an?|the|our) (?:[\pL-]+ ){{0,2}}?(?P<sure>{_spelt('being')})|(?:an? (?:complete |total |utter )?)?(?P<likely>{_spelt('weak being')})))"
    + _E
)
_DONE_BY = Pattern(
    rf"{_B}(?P<words>(?:stolen|embezzled|murdered|killed|raped|poisoned|bribed|blackmailed|forged|rigged|abused|molested|groped|defrauded|swindled|beaten up|assaulted|stabbed|"
    r"burned down|burnt down|smuggled|covered up|plagiari[sz]ed|falsified|laundered|paid off) by )"
)
_FORGED = Pattern(
    rf"{_B}(?P<words>(?:degrees?|diplomas?|doctorate|qualifications?|certificates?|medals?|cv|references?|thesis|references|invoices?|signature) (?:is|are|was|were) (?:clearly |obviously |simply |all )?"
    rf"(?:an? )?(?:fakes?|forged|forger(?:y|ies)|bought|invented|made up|phony|phoney|stolen|plagiari[sz]ed|worthless fakes?)){_E}"
)
_TOGETHER = PatternSet((_DEED, _BEING, _DONE_BY, _FORGED))
_INNOCENT = Pattern(rf"{_B}{any_of(_LISTS['innocent'])}{_E}")
# "A killer guitarist" and "a criminal lawyer": a noun or an adjective follows, so that is another thing.
_FUNCTION_WORD = (
    r"(?:and|or|but|who|that|which|whose|in|of|for|because|with|to|at|on|from|since|like|when|so|as|if|by|right|too|now|then|again|after|before|he|she|they|we|I|you|it|"
    r"the|a|an|his|her|through|plain|pure|full|posing|hiding|running|pretending|masquerading|always|already|just|and|here|there|this|all|his|than|even|yet|still)"
)
_NEXT_WORD = Pattern(r"^ \pL")
_GOES_ON = Pattern(rf"^ {_FUNCTION_WORD}(?:[^\pL]|$)")
# "Bribed the judges with her lemon cake".
_IN_JEST = Pattern(
    r"^[^.!?;]* with (?:[\pL'-]+ ){0,3}(?:cakes?|ice cream|sweets|biscuits|chocolates?|raisins|cookies|treats|flowers|smiles?|kindness|tea|jam|pies?|bacon|sausages?)(?:[^\pL]|$)"
)
# "The thief of time", "a killer at the net": said of things, and of players.
_FIGURE_OF_SPEECH = Pattern(
    r"^ (?:of (?:time|joy|hearts?|sleep|dreams|the show)|(?:at|on|in|from|in front of) (?:the |a )?(?:net|crease|plate|oche|tables?|drums?|piano|goal|box|penalty|field|pitch|court|spot|board|stage|dance|karaoke|keyboard|guitar|kitchen|ring|pool|chess)(?:[^\pL]|$))"
)
_THINKS = Pattern(
    rf"{_B}(?:I (?:think|believe|guess|bet|reckon|suspect|assume|feel)|probably|perhaps|maybe|apparently|it seems|seems to|surely){_E}"
)


class Claims:
    """Notice accusations; what a court found, a question, a report or a doubt is none."""

    name = "claims"
    version = "3"

    def __call__(self, submission: Submission, /) -> Iterator[Signal]:
        """Yield ``accusation``, one signal for each score, with subject and deed in its spans."""
        text = searchable(submission.text)
        story = submission.story
        known = (story.author, *story.people) if story else ()
        first = islice(_accusations(text, known), _MOST_CLAIMS)
        found = sorted(first, key=lambda one: (one[0].start, -one[0].end))
        # Two deeds of one subject begin at the same word: the longer span holds both.
        apart = [one for at, one in enumerate(found) if at == 0 or one[0].start >= found[at - 1][0].end]
        for score in sorted({score for _, score in apart}, reverse=True):
            yield Signal("accusation", score, tuple(span for span, own in apart if own == score))


def _accusations(text: str, known: tuple[str, ...]) -> Iterator[tuple[Span, float]]:
    there = _TOGETHER.patterns_in(text)
    for pattern in (_DEED, _BEING):
        for at, found in enumerate(pattern.find_all(text) if pattern in there else ()):
            start, end = found.start("words"), found.end("words")
            if at == _MOST_DEEDS:
                yield Span(start, end), LIKELY
                break
            sentence = sentence_around(text, start, end)
            if (
                sentence.is_no_claim
                or _INNOCENT.find(found.words())
                or _IN_JEST.find(text[start : end + 60])
                or (pattern is _BEING and _is_other(text[end : end + 20]))
            ):
                continue
            subject = subject_before(text, sentence, start, known)
            # "Smoking killed" and "Lightning burned down": one word may be anything, and no person.
            if subject and not (subject.lone_word and found.words("lifeless")):
                yield (
                    Span(min(subject.start, start), end),
                    _score(subject, sentence, weak=bool(found.words("likely"))),
                )
    for found in islice(_DONE_BY.find_all(text) if _DONE_BY in there else (), _MOST_DEEDS):
        sentence = sentence_around(text, found.start("words"), found.end("words"))
        subject = None if sentence.is_no_claim else subject_after(text, found.end("words"), known)
        if subject:
            yield Span(found.start("words"), subject.end), _score(subject, sentence, weak=False)
    for found in islice(_FORGED.find_all(text) if _FORGED in there else (), _MOST_DEEDS):
        start, end = found.start("words"), found.end("words")
        owner = owner_before(text, start - 1)
        if owner and not sentence_around(text, start, end).is_no_claim:
            yield Span(owner.start, end), LIKELY


def _is_other(after: str) -> bool:
    if _FIGURE_OF_SPEECH.find(after) is not None:
        return True
    return _NEXT_WORD.find(after) is not None and _GOES_ON.find(after) is None


def _score(subject: Subject, sentence: Sentence, *, weak: bool) -> float:
    doubtful = weak or subject.doubtful or _THINKS.find(sentence.words) is not None
    return LIKELY if doubtful else SURE
