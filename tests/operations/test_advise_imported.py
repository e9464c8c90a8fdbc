"""What was imported is judged, and nothing that is shown changes until a moderator agrees."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from civiltongue import policyfile
from civiltongue.domain.ruling import RulingKind, Verdict
from civiltongue.domain.thread import Site, Status
from civiltongue.errors import NotFound
from civiltongue.operations import advise_imported as advising
from civiltongue.operations.accept_advice import accept_advice, read_advice
from civiltongue.operations.adopt_policy import adopt_policy
from civiltongue.operations.advise_imported import advise_imported
from civiltongue.operations.house import House
from civiltongue.operations.import_archive import import_archive
from civiltongue.storage import rulings
from tests.importers.exports import a_post, a_reply, a_thread, state
from tests.operations.archives import a_file, a_house, a_site, everything, rows, stored

LONG = "<![CDATA[<p>" + "The bridge will open in spring, said the council. " * 60 + "</p>]]>"
_ADVICE = {"rulings", "reasons", "audit"}


@pytest.fixture
def house(migrated_url: str) -> Iterator[House]:
    with a_house(migrated_url) as made:
        yield made


@pytest.fixture
def site(house: House, tmp_path: Path) -> Site:
    """Give a site with five imported comments, two of them too long."""
    made = a_site(house)
    posts = [
        a_post("p1"),
        a_reply("p2", "p1", message=LONG),
        a_post("p3", message=LONG, state=state(spam="true")),
        a_post("p4", message="", state=state(deleted="true")),
        a_post("p5"),
    ]
    import_archive(house, made, a_file(tmp_path, a_thread(), *posts))
    return made


def test_every_imported_comment_gets_advice_and_stays_as_it_is(house: House, site: Site) -> None:
    before = {name: found for name, found in everything(house).items() if name not in _ADVICE}

    advice = advise_imported(house, site)

    assert advice.judged == 5
    assert sum(advice.verdicts.values()) == 5
    assert advice.reasons["length", Verdict.REJECT] == 2
    assert {name: found for name, found in everything(house).items() if name not in _ADVICE} == before
    with house.database.read() as connection:
        records = rulings.of_comment(connection, site.id, stored(house, site, "p2").id)
    assert {record.kind for record in records} == {RulingKind.IMPORT, RulingKind.ADVISORY}
    advised = next(record for record in records if record.kind is RulingKind.ADVISORY)
    assert (advised.decided_by, advised.supersedes) == ("engine", None)
    assert advised.ruling.signals
    assert advised.ruling.versions
    assert [row["event"] for row in rows(house, "audit")].count("comment:advise") == 5


def test_asking_again_judges_nothing_again(house: House, site: Site) -> None:
    first = advise_imported(house, site)
    before = everything(house)

    again = advise_imported(house, site)

    assert again.judged == 0
    assert (again.verdicts, again.reasons) == (first.verdicts, first.reasons)
    assert everything(house) == before


def test_another_version_of_the_rules_judges_everything_anew(house: House, site: Site) -> None:
    advise_imported(house, site)
    source = policyfile.default().replace('version: "1"', 'version: "2"')
    adopt_policy(house, site, source, by="operator")

    advice = advise_imported(house, site)

    assert (advice.policy_version, advice.judged) == ("2", 5)
    assert sum(advice.verdicts.values()) == 5


def test_advice_that_was_interrupted_goes_on_where_it_stopped(
    house: House, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advising, "BATCH", 2)
    seen: list[tuple[int, int]] = []

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        advise_imported(house, site, progress=interrupt)
    advice = advise_imported(house, site, progress=lambda *at: seen.append(at))

    assert (advice.judged, sum(advice.verdicts.values())) == (3, 5)
    assert seen == [(2, 3), (3, 3)]


def test_two_runs_at_a_time_give_each_comment_one_piece_of_advice(
    house: House, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advising, "BATCH", 2)
    runs: list[int] = []

    def overtake(done: int, total: int) -> None:
        if not runs:
            runs.append(0)
            runs[0] = advise_imported(house, site).judged

    advice = advise_imported(house, site, progress=overtake)

    assert advice.judged + runs[0] == 5
    assert sum(advice.verdicts.values()) == 5


def test_an_imported_author_is_not_held_as_a_newcomer(house: House, site: Site) -> None:
    source = policyfile.default().replace('version: "1"', 'version: "2"\nfirst_comments: {hold: 3}')
    adopt_policy(house, site, source, by="operator")

    advice = advise_imported(house, site)

    assert not [rule for rule, _ in advice.reasons if rule == "first-comments"]


def test_what_readers_see_against_the_advice_is_listed(house: House, site: Site) -> None:
    advise_imported(house, site)

    listed = read_advice(house, site, rule="length")

    assert [item.comment.id for item in listed] == [stored(house, site, "p2").id]
    assert listed[0].ruling.kind is RulingKind.ADVISORY
    assert "length" in listed[0].ruling.ruling.rules


def test_a_moderator_who_agrees_puts_the_advice_in_force(house: House, site: Site) -> None:
    advise_imported(house, site)
    advised = read_advice(house, site, rule="length")[0]

    outcome = accept_advice(house, site, advised.comment.id, by="operator")

    assert outcome.word == "rejected"
    assert stored(house, site, "p2").status is Status.REJECTED
    with house.database.read() as connection:
        in_force = rulings.get(connection, site.id, stored(house, site, "p2").ruling_id or "")
    assert in_force is not None
    assert in_force.kind is RulingKind.MODERATOR
    assert in_force.ruling.rules == advised.ruling.ruling.rules[:1]
    assert in_force.ruling.reasons[0].spans == tuple(sorted(advised.ruling.ruling.reasons[0].spans))
    assert read_advice(house, site, rule="length") == []


def test_without_advice_there_is_nothing_to_accept(house: House, site: Site) -> None:
    with pytest.raises(NotFound, match="no advice") as refused:
        accept_advice(house, site, stored(house, site, "p1").id, by="operator")

    assert "judge --imported lantern" in refused.value.hint
