"""Sites of a group share their authors: recognised, banned, erased and downloaded as one person."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from civiltongue.domain.identity import Method, Person
from civiltongue.domain.moderation import Right
from civiltongue.domain.standing import SanctionKind
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.errors import AuthorSuspended, BadInput, Conflict, NameTaken
from civiltongue.operations.add_moderator import add_moderator
from civiltongue.operations.add_site import add_site
from civiltongue.operations.download_author import download_author
from civiltongue.operations.erase_author import (
    ask_erasure,
    erase_author,
    read_erasure,
    take_back_erasure,
)
from civiltongue.operations.hold_author import hold_author
from civiltongue.operations.let_in import let_in
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_appeals import read_my_standing
from civiltongue.operations.read_mine import read_mine
from civiltongue.operations.recognise_person import bind, recognise, welcome_from_group
from civiltongue.operations.rename_author import rename_author
from civiltongue.operations.sanction_author import lift_sanction, sanction_author
from civiltongue.operations.sign_in import LinkWish, follow_link, look_at_link, naming, send_link, welcome
from civiltongue.operations.site_group import set_group
from civiltongue.operations.submit_comment import submit_comment
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.policyfile import default
from civiltongue.storage import authors, groups, schema
from civiltongue.storage.moderators import Moderator
from tests.houses import ORIGIN, Setting, setting

__all__ = ["setting"]
NAME, EMAIL = "Mara Quill", "mara@example.com"
EVERYWHERE = default().replace("guests: false", "guests: false\nbans: all")


def test_who_is_known_in_the_group_gets_the_same_name_and_is_one_person(setting: Setting) -> None:
    first, second = _group(setting)

    here = _sign_in(setting, first, name=NAME)
    there = _sign_in(setting, second)

    assert (here.name, there.name, here.site_id, there.site_id) == (NAME, NAME, first.id, second.id)
    assert here.id != there.id
    assert _person(setting, here) == _person(setting, there) is not None
    assert _sign_in(setting, second).id == there.id


def test_whose_name_somebody_has_there_is_asked_for_another(setting: Setting) -> None:
    first, second = _group(setting)
    here = _sign_in(setting, first, name=NAME)
    welcome_author(setting.house, second, "Mara  Quill", kind=AuthorKind.ACCOUNT, email="other@example.com")

    with pytest.raises(NameTaken):
        _sign_in(setting, second)
    there = _sign_in(setting, second, name="Mara of the Harbour")

    assert _person(setting, here) == _person(setting, there) is not None


def test_a_new_name_is_theirs_wherever_they_had_the_old_one(setting: Setting) -> None:
    first, second = _group(setting)
    here = _sign_in(setting, first, name=NAME)
    there = _sign_in(setting, second)

    rename_author(setting.house, first, here, "Mara of the Harbour")
    assert _named(setting, there) == "Mara of the Harbour"

    welcome_author(setting.house, second, "Mara Brontide", kind=AuthorKind.ACCOUNT, email="other@example.com")
    setting.clock.pass_by(days=31)
    rename_author(setting.house, first, here, "Mara Brontide")
    assert (_named(setting, here), _named(setting, there)) == ("Mara Brontide", "Mara of the Harbour")

    setting.clock.pass_by(days=31)
    rename_author(setting.house, first, here, NAME)
    assert (_named(setting, here), _named(setting, there)) == (NAME, "Mara of the Harbour")


def test_accounts_from_before_the_group_become_one_when_they_sign_in(setting: Setting) -> None:
    first, second = _two(setting)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second, name="Mara")
    assert _person(setting, here) is None

    for site in (first, second):
        set_group(setting.house, site, "wick")
    _sign_in(setting, first)

    assert _person(setting, here) == _person(setting, there) is not None


def test_outside_of_a_group_nobody_is_known(setting: Setting) -> None:
    first, second = _two(setting)
    set_group(setting.house, first, "wick")
    set_group(setting.house, second, "tallow")
    _sign_in(setting, first, name=NAME)

    with pytest.raises(BadInput):
        _sign_in(setting, second)


def test_a_site_that_leaves_forgets_who_its_authors_are_elsewhere(setting: Setting) -> None:
    first, second = _group(setting)
    _sign_in(setting, first, name=NAME)
    there = _sign_in(setting, second)

    assert set_group(setting.house, second, "") == [second.name]

    assert _person(setting, there) is None
    assert _elsewhere(setting, there) == []


def test_a_person_of_a_provider_is_known_by_what_it_calls_them(setting: Setting) -> None:
    first, second = _group(setting)
    person, house = Person("https://id.example", "subject-1"), setting.house

    def begin(connection: Any) -> Author:
        author = welcome(connection, house, first, name=NAME)
        bind(connection, house, author, person, method=Method.OPENID)
        return author

    def go_on(connection: Any) -> Author | None:
        assert recognise(connection, house, second.id, person, method=Method.OPENID) is None
        author = welcome_from_group(connection, house, second, person, method=Method.OPENID)
        if author is not None:
            let_in(connection, house, author, method=Method.OPENID)
        return author

    here = naming(lambda: house.database.write(begin))
    there = naming(lambda: house.database.write(go_on))

    assert there is not None
    assert (there.name, there.site_id) == (NAME, second.id)
    assert _person(setting, here) == _person(setting, there) is not None


def test_a_ban_counts_on_all_sites_where_the_house_rules_say_so_until_it_is_lifted(setting: Setting) -> None:
    first, second = _group(setting, policy=EVERYWHERE)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)
    _submit(setting, second, there)

    ban = _sanction(setting, here, SanctionKind.BAN)

    with pytest.raises(AuthorSuspended):
        _submit(setting, second, there)
    mine = read_mine(setting.house, second, there, None)
    assert mine.sanction is not None
    assert mine.sanction.everywhere
    assert [each.id for each in read_my_standing(setting.house, second, there).elsewhere] == [ban]
    lift_sanction(setting.house, first, ban, by="operator")
    _submit(setting, second, there)


def test_a_ban_counts_on_its_site_alone_where_the_house_rules_say_nothing(setting: Setting) -> None:
    first, second = _group(setting)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)

    _sanction(setting, here, SanctionKind.BAN)

    _submit(setting, second, there)


def test_a_suspension_stays_with_its_site(setting: Setting) -> None:
    first, second = _group(setting, policy=EVERYWHERE)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)

    _sanction(setting, here, SanctionKind.SUSPENSION)

    _submit(setting, second, there)


def test_taking_a_way_of_signing_in_away_ends_no_ban(setting: Setting) -> None:
    first, second = _group(setting, policy=EVERYWHERE)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)
    _sanction(setting, here, SanctionKind.BAN)
    nowhere = schema.authors.update().where(schema.authors.c.id == there.id).values(email_key=None)
    setting.house.database.write(lambda connection: connection.execute(nowhere))

    with pytest.raises(AuthorSuspended):
        _submit(setting, second, there)


def test_being_erased_and_taking_it_back_hold_on_every_site(setting: Setting) -> None:
    first, second = _group(setting)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)

    ask_erasure(setting.house, second, there)
    assert read_erasure(setting.house, first, here) is not None
    take_back_erasure(setting.house, first, here)
    assert read_erasure(setting.house, second, there) is None
    _submit(setting, second, there)
    erase_author(setting.house, first, here.id)

    with setting.house.database.read() as connection:
        rows = connection.execute(select(schema.authors.c.name, schema.authors.c.person_id)).all()
        left = connection.execute(select(schema.revisions.c.visible)).scalars().all()
    assert {row.name for row in rows if row.name == NAME} == set()
    assert {row.person_id for row in rows} == {None}
    assert set(left) == {""}
    with pytest.raises(Conflict):
        erase_author(setting.house, second, there.id)


def test_nobody_is_erased_anywhere_while_one_site_must_keep_them(setting: Setting) -> None:
    first, second = _group(setting)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)
    hold_author(setting.house, second, there.id, reference="12/2026", by=_keeper(setting, second))

    with pytest.raises(Conflict):
        erase_author(setting.house, first, here.id)

    assert read_erasure(setting.house, first, here) is None


def test_the_download_has_a_part_for_each_site(setting: Setting) -> None:
    first, second = _group(setting)
    here, there = _sign_in(setting, first, name=NAME), _sign_in(setting, second)
    comment = _submit(setting, second, there).comment
    assert comment is not None

    document = msgspec.json.decode(download_author(setting.house, first, here))

    (other,) = document["elsewhere"]
    assert (document["site"], other["site"]) == (first.name, second.name)
    assert [each["id"] for each in other["comments"]] == [comment.id]
    assert document["comments"] == []


def test_a_group_has_a_plain_name(setting: Setting) -> None:
    for wrong in ("Wick", "a b", "-a", "x" * 64):
        with pytest.raises(BadInput):
            set_group(setting.house, setting.site, wrong)
    assert set_group(setting.house, setting.site, "wick") == [setting.site.name]


def _keeper(setting: Setting, site: Site) -> Moderator:
    return add_moderator(setting.house, site, "Wren Hollis", rights=[Right.LEGAL_HOLDS]).moderator


def _two(setting: Setting, *, policy: str = default()) -> tuple[Site, Site]:
    names = [f"{setting.site.name}-{number}" for number in (1, 2)]
    first, second = (add_site(setting.house, name, origins=(ORIGIN,), policy=policy).site for name in names)
    return first, second


def _group(setting: Setting, *, policy: str = default()) -> tuple[Site, Site]:
    first, second = _two(setting, policy=policy)
    for site in (first, second):
        set_group(setting.house, site, "wick")
    return first, second


def _sign_in(setting: Setting, site: Site, *, name: str = "") -> Author:
    """Follow a mailed link, as somebody with the one address does."""
    send_link(setting.house, site, LinkWish(EMAIL, f"address-{setting.clock()}"))
    newest = select(schema.outbox.c.body).order_by(schema.outbox.c.id.desc()).limit(1)
    with setting.house.database.read() as connection:
        body = connection.execute(newest).scalar_one()
    token = body.split("/sign-in/link/")[1].split()[0]
    look_at_link(setting.house, token)
    return follow_link(setting.house, token, name=name).author


def _named(setting: Setting, author: Author) -> str:
    with setting.house.database.read() as connection:
        found = authors.get(connection, author.site_id, author.id)
    assert found is not None
    return found.name


def _submit(setting: Setting, site: Site, author: Author) -> Outcome:
    return submit_comment(setting.house, site, setting.an_attempt(author))


def _sanction(setting: Setting, author: Author, kind: SanctionKind) -> str:
    with setting.house.database.read() as connection:
        site_id = authors.site_of(connection, author.id)
    assert site_id == author.site_id
    site = Site(author.site_id, "", (), setting.clock())
    lasting = timedelta(days=1) if kind is SanctionKind.SUSPENSION else None
    made = sanction_author(
        setting.house, site, author.id, kind=kind, reason="Enough.", by="operator", lasting=lasting
    )
    return made.id


def _person(setting: Setting, author: Author) -> str | None:
    with setting.house.database.read() as connection:
        return groups.person_of(connection, author.site_id, author.id)


def _elsewhere(setting: Setting, author: Author) -> list[Author]:
    with setting.house.database.read() as connection:
        return groups.elsewhere(connection, author.site_id, author.id)
