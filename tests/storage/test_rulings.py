"""Rulings: appended with their reasons, superseded once, never edited; on both databases."""

from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiltongue.domain.evidence import Failure, Signal, Span
from civiltongue.domain.ruling import Reason, Ruling, RulingKind, Verdict
from civiltongue.storage import rulings
from civiltongue.storage.duplicate import Duplicate
from tests.storage.making import (
    MINUTE,
    NOW,
    a_comment,
    a_record,
    an_id,
    ask,
    new_record,
    tell,
)
from tests.storage.racing import race

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
SCORES = st.floats(0, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)).map(lambda pair: Span(*sorted(pair))), max_size=3
).map(tuple)
RULINGS = st.builds(
    Ruling,
    verdict=st.sampled_from(Verdict),
    reasons=st.lists(
        st.builds(
            Reason,
            rule=WORDS,
            verdict=st.sampled_from(Verdict),
            score=SCORES,
            signals=st.lists(WORDS, max_size=3).map(tuple),
            spans=SPANS,
        ),
        max_size=4,
    ).map(tuple),
    words=st.integers(0, 100_000),
    policy_version=WORDS,
    signals=st.lists(st.builds(Signal, kind=WORDS, score=SCORES, spans=SPANS), max_size=4).map(tuple),
    failures=st.lists(st.builds(Failure, detector=WORDS, fault=WORDS), max_size=2).map(tuple),
    versions=st.dictionaries(WORDS, WORDS, max_size=3).map(MappingProxyType),
)
TIMES = st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ruling=RULINGS,
    kind=st.sampled_from(RulingKind),
    decided_by=WORDS,
    insisted=st.booleans(),
    note=WORDS,
    created_at=TIMES,
)
def test_a_ruling_comes_back_with_every_reason_signal_and_failure(
    database, site, thread, author, ruling, **said
) -> None:
    comment = a_comment(database, thread, author)

    record = a_record(database, comment, ruling, **said)

    assert ask(database, rulings.get, site.id, record.id) == record


def test_every_ruling_about_a_comment_comes_oldest_first(database, site, thread, author, other_site) -> None:
    comment = a_comment(database, thread, author)
    second = a_record(database, comment, created_at=NOW + MINUTE)
    first = a_record(database, comment)
    third = a_record(database, comment, kind=RulingKind.ADVISORY, created_at=NOW + MINUTE)
    a_record(database, a_comment(database, thread, author))

    assert ask(database, rulings.of_comment, site.id, comment.id) == [first, second, third]
    assert ask(database, rulings.of_comment, other_site.id, comment.id) == []
    assert ask(database, rulings.get, other_site.id, first.id) is None
    assert ask(database, rulings.get, site.id, an_id()) is None


def test_many_rulings_are_read_at_once_each_with_its_own_reasons(
    database, site, thread, author, other_site
) -> None:
    comment = a_comment(database, thread, author)
    reasons = [Reason(rule, Verdict.HOLD, 0.5) for rule in ("spam", "insult", "length")]
    records = [
        a_record(database, comment, Ruling(Verdict.HOLD, tuple(reasons[:count]), 1, "1"))
        for count in range(4)
    ]
    ids = [record.id for record in records]

    assert ask(database, rulings.these, site.id, [*ids, an_id()]) == dict(zip(ids, records, strict=True))
    assert ask(database, rulings.these, site.id, []) == {}
    assert ask(database, rulings.these, other_site.id, ids) == {}


def test_a_ruling_is_superseded_once(database, thread, author) -> None:
    comment = a_comment(database, thread, author)
    for _ in range(10):
        first = a_record(database, comment)
        contestants = [new_record(comment, supersedes=first.id) for _ in range(2)]

        outcomes = race(
            *(lambda record=record: tell(database, rulings.add, record) for record in contestants)
        )

        (refusal,) = [outcome for outcome in outcomes if outcome is not None]
        assert isinstance(refusal, Duplicate)
        assert (refusal.table, refusal.columns) == ("rulings", frozenset({"supersedes"}))


def test_any_number_of_rulings_may_supersede_nothing(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)

    for _ in range(3):
        a_record(database, comment)

    assert len(ask(database, rulings.of_comment, site.id, comment.id)) == 3


def test_a_refused_ruling_leaves_no_reason_behind(database, site, thread, author) -> None:
    comment = a_comment(database, thread, author)
    first = a_record(database, comment)
    a_record(database, comment, supersedes=first.id)
    reason = Reason("profanity", Verdict.REJECT, 1.0)
    refused = new_record(comment, Ruling(Verdict.REJECT, (reason,), 1, "1"), supersedes=first.id)

    with pytest.raises(Duplicate):
        tell(database, rulings.add, refused)

    assert ask(database, rulings.get, site.id, refused.id) is None
