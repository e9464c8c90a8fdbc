"""The commands that work on a house: sites, moderators, authors, threads, reviews, rules, the doctor."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from civiltongue.bootstrap import open_house
from civiltongue.cli import civiltongue
from civiltongue.domain.thread import AuthorKind
from civiltongue.operations.add_site import site_named
from civiltongue.operations.claim_author import claim_author
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.policyfile import default
from civiltongue.settings import Settings
from tests.houses import CIVIL, ORIGIN, a_story
from tests.identity_keys import OKP, public
from tests.openid_provider import publishing


class Place:
    """A folder with a database and a secret of its own, where commands run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = f"sqlite:///{folder / 'house.sqlite'}"
        self.secret = str(folder / "secret")

    def run(self, *arguments: str, code: int = 0, **settings: str) -> str:
        """Run a command and return what it prints; its exit code must be the given one."""
        environment = {"CIVILTONGUE_DATABASE": self.database, "CIVILTONGUE_SECRET_FILE": self.secret}
        environment.update({f"CIVILTONGUE_{name.upper()}": value for name, value in settings.items()})
        result: Result = CliRunner().invoke(civiltongue, arguments, env=environment)
        assert result.exit_code == code, result.output
        return result.output

    def submit(self, text: str = CIVIL, name: str = "Mara Quill") -> Outcome:
        """Submit a comment as an author of the site does."""
        house = open_house(Settings(database=self.database, secret_file=self.secret))
        site = site_named(house, "lantern")
        author = welcome_author(house, site, name, kind=AuthorKind.ACCOUNT, email=f"{name[0]}@example.com")
        with house.database.read() as connection:
            version = house.in_force(connection, site.id).policy.version
        attempt = Attempt(
            author=author, source=text, draft="draft-0001", consent=version, address="a", story=a_story()
        )
        outcome = submit_comment(house, site, attempt)
        house.database.close()
        return outcome


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give a place with one site."""
    made = Place(tmp_path)
    made.run("site", "add", "lantern", "--origin", ORIGIN)
    return made


def test_a_new_site_tells_its_key_once_and_what_to_put_into_pages(tmp_path: Path) -> None:
    place = Place(tmp_path)
    output = place.run("site", "add", "lantern", "--origin", "https://Lantern.example/")
    assert re.search(r"cts_[\w-]{43}", output)
    assert '<civil-tongue site="lantern"' in output
    assert ORIGIN in place.run("site", "list")


@pytest.mark.parametrize("name", ["Lantern", "a b", "", "-a", "x" * 64])
def test_a_site_has_a_plain_name(tmp_path: Path, name: str) -> None:
    output = Place(tmp_path).run("site", "add", "--origin", ORIGIN, "--", name, code=1)
    assert "bad-input" in output


@pytest.mark.parametrize(
    "origin", ["lantern.example", "ftp://lantern.example", "https://a.example/path", "*"]
)
def test_what_is_no_origin_is_refused(tmp_path: Path, origin: str) -> None:
    assert "bad-input" in Place(tmp_path).run("site", "add", "lantern", "--origin", origin, code=1)


def test_a_name_in_use_is_refused(place: Place) -> None:
    assert "conflict" in place.run("site", "add", "lantern", "--origin", ORIGIN, code=1)


def test_origins_are_replaced(place: Place) -> None:
    place.run("site", "origins", "lantern", "--origin", "https://other.example")
    assert ORIGIN not in place.run("site", "list")


def test_keys_and_secrets_differ(place: Place) -> None:
    keys = {place.run("site", "key", "lantern"), place.run("site", "key", "lantern")}
    assert len(keys) == 2
    assert place.run("site", "story-secret", "lantern") == place.run("site", "story-secret", "lantern")


def test_moderators_come_and_go(place: Place) -> None:
    assert re.search(r"ctm_[\w-]{43}", place.run("moderator", "add", "lantern", "Odo Finch"))
    assert "conflict" in place.run("moderator", "add", "lantern", "Odo Finch", code=1)
    assert "Odo Finch" in place.run("moderator", "list", "lantern")
    place.run("moderator", "remove", "lantern", "Odo Finch")
    assert "Odo Finch" not in place.run("moderator", "list", "lantern")


def test_what_waits_is_listed_and_decided(place: Place) -> None:
    held = place.submit("Councillor Thistlewood took bribes from the taxi firm.")
    assert held.comment is not None
    listed = place.run("review", "list", "lantern")
    assert held.comment.id in listed
    assert "defamation" in listed
    place.run("review", "decide", "lantern", held.comment.id, "publish", "--note", "We have the papers.")
    assert held.comment.id not in place.run("review", "list", "lantern")
    assert "published" in place.run("review", "show", "lantern", held.comment.id)
    assert "bad-input" in place.run("review", "decide", "lantern", held.comment.id, "reject", code=1)


def test_an_author_is_renamed_and_the_former_name_shown(place: Place) -> None:
    place.submit()
    place.run("author", "rename", "lantern", "Mara Quill", "Mara Penhale")
    assert "called Mara Quill until" in place.run("author", "show", "lantern", "Mara Penhale")


def test_a_withheld_name_is_told_to_a_moderator_with_the_right_only(place: Place) -> None:
    place.submit()
    keys = {}
    for name, rights in (("Wren", ["--right", "identities"]), ("Basil", [])):
        told = place.run("moderator", "add", "lantern", name, *rights)
        keys[name] = told.split()[-1]
    withheld = ("author", "withhold", "lantern", "Mara Quill", "Night Ferry", "--proof", "Passport.")
    assert "not-permitted" in place.run(*withheld, "--key", keys["Basil"], code=1)
    place.run(*withheld, "--key", keys["Wren"])

    shown = place.run("author", "show", "lantern", "Night Ferry")
    assert "Mara Quill" not in shown
    see = ("author", "identity", "lantern", "Night Ferry", "--key")
    assert "not-permitted" in place.run(*see, keys["Basil"], code=1)
    assert "Mara Quill" in place.run(*see, keys["Wren"])
    assert "not-permitted" in place.run("author", "download", "lantern", "Night Ferry", code=1)
    place.run("moderator", "rights", "lantern", "Wren")
    assert "not-permitted" in place.run(*see, keys["Wren"], code=1)


def test_a_legal_hold_keeps_an_author_from_being_erased(place: Place) -> None:
    place.submit()
    key = place.run("moderator", "add", "lantern", "Wren", "--right", "legal-holds").split()[-1]
    place.run("author", "hold", "lantern", "Mara Quill", "--reference", "12/2026", "--key", key)
    assert "legal hold" in place.run("author", "erase", "lantern", "Mara Quill", "--yes", code=1)
    place.run("author", "unhold", "lantern", "Mara Quill", "--key", key)
    assert "Erased" in place.run("author", "erase", "lantern", "Mara Quill", "--yes")


def test_a_guests_comments_are_handed_over_when_a_claim_is_confirmed(place: Place) -> None:
    house = open_house(Settings(database=place.database, secret_file=place.secret))
    site = site_named(house, "lantern")
    account, guest = (
        welcome_author(house, site, "Ottilie Marrow", kind=kind, email=email)
        for kind, email in ((AuthorKind.ACCOUNT, "o@example.com"), (AuthorKind.GUEST, None))
    )
    claim = claim_author(house, site, account, guest.id, text="The boat is mine.")
    house.database.close()
    assert "> The boat is mine." in place.run("claim", "list", "lantern")
    assert "confirmed" in place.run("claim", "decide", "lantern", claim.id, "confirmed")
    assert place.run("claim", "list", "lantern") == ""


def test_everything_about_an_author_is_handed_over_and_then_erased(place: Place) -> None:
    place.submit()
    document = json.loads(place.run("author", "download", "lantern", "Mara Quill"))
    assert [comment["revisions"][0]["source"] for comment in document["comments"]] == [CIVIL]

    assert "with 1 comment" in place.run("author", "erase", "lantern", "Mara Quill", "--yes")

    assert "not-found" in place.run("author", "show", "lantern", "Mara Quill", code=1)
    for file in place.folder.glob("house.sqlite*"):
        assert b"Mara Quill" not in file.read_bytes()


def test_an_author_is_badged_suspended_and_forgiven(place: Place) -> None:
    place.submit()
    place.run("author", "staff", "lantern", "Mara Quill")
    assert "staff" in place.run("author", "show", "lantern", "mara quill")
    place.run(
        "author", "suspend", "lantern", "Mara Quill", "--hours", "2", "--reason", "Rule 3, three times."
    )
    shown = place.run("author", "show", "lantern", "Mara Quill")
    sanction = re.search(r"^(\w{26})\tsuspension", shown, re.MULTILINE)
    assert sanction is not None
    place.run("author", "lift", "lantern", sanction.group(1))
    assert "lifted" in place.run("author", "show", "lantern", "Mara Quill")
    assert "not-found" in place.run("author", "lift", "lantern", sanction.group(1), code=1)
    assert "not-found" in place.run("author", "show", "lantern", "Nobody", code=1)


def test_discussions_are_closed_and_opened(place: Place) -> None:
    place.submit()
    assert "closed" in place.run("thread", "close", "lantern", "harbour-lamps")
    assert "open" in place.run("thread", "open", "lantern", "harbour-lamps")
    assert "not-found" in place.run("thread", "close", "lantern", "no-such-story", code=1)


def test_a_wrong_file_of_rules_is_never_adopted(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(default("newsroom").replace("signal: profanity", "signal: profanitee"), encoding="utf-8")
    before = place.run("policy", "versions", "lantern")
    assert "profanitee" in place.run("policy", "adopt", "lantern", str(file), code=1)
    assert place.run("policy", "versions", "lantern") == before


def test_a_changed_file_needs_a_version_of_its_own(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    changed = default("newsroom").replace("No swearing", "No swearing, please")
    file.write_text(changed, encoding="utf-8")
    assert "conflict" in place.run("policy", "adopt", "lantern", str(file), code=1)
    file.write_text(re.sub(r"(?m)^version:.*$", 'version: "2"', changed), encoding="utf-8")
    place.run("policy", "adopt", "lantern", str(file))
    assert re.search(r"(?m)^\* 2\t", place.run("policy", "versions", "lantern"))


def test_the_doctor_finds_a_good_set_up_good(place: Place) -> None:
    assert "wrong" not in place.run("doctor")


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"base_url": "http://comments.lantern.example"}, "plain http"),
        ({"smtp": "smtp://127.0.0.1:9"}, "does not answer"),
        ({"port": "many"}, "whole number"),
        ({"trusted_proxies": "everybody"}, "trusted_proxies"),
        ({"database": "mysql://x"}, "no kind that is known"),
        ({"base_url": "comments.example"}, "base_url"),
    ],
)
def test_the_doctor_says_what_is_wrong(place: Place, settings: dict[str, str], says: str) -> None:
    output = place.run("doctor", code=1, **settings)
    assert says in output


def test_the_doctor_asks_those_who_vouch_for_readers(place: Place) -> None:
    settings = place.folder / "signing.toml"
    table = '[openid.anchor]\nlabel = "Anchor ID"\nissuer = "ISSUER"\nclient_id = "x"\nsites = ["SITE"]\n'

    with publishing(public(OKP)) as url, publishing({}) as silent:
        keys = f'[publisher_accounts.lantern]\nissuer = "x"\nalgorithm = "EdDSA"\njwks_url = "{url}"\n'
        settings.write_text(keys, encoding="utf-8")
        good = place.run("doctor", file=str(settings))
        settings.write_text(table.replace("ISSUER", silent).replace("SITE", "lanturn"), encoding="utf-8")
        bad = place.run("doctor", code=1, file=str(settings))

    assert "the keys for site lantern are there" in good
    assert "calls itself by another name" in bad
    assert "no site lanturn" in bad


def test_the_doctor_finds_a_secret_that_others_can_read(place: Place) -> None:
    Path(place.secret).chmod(0o644)
    assert "chmod 600" in place.run("doctor", code=1)


def test_a_command_on_a_site_that_is_not_there_says_so(place: Place) -> None:
    assert "not-found" in place.run("review", "list", "nobody", code=1)


def test_every_command_has_help(place: Place) -> None:
    from civiltongue.cli import COMMANDS

    for command in COMMANDS:
        assert "Usage:" in place.run(command, "--help")


def test_the_record_of_somebody_who_reports_is_told_and_nothing_confirmed_without_a_ground(
    place: Place,
) -> None:
    place.submit()

    assert "right 0 times, wrong 0 times" in place.run("author", "reports", "lantern", "Mara Quill")
    refused = place.run("author", "reports", "lantern", "Mara Quill", "--confirm", code=1)
    assert "reports: {ground: …}" in refused


def test_sites_share_their_authors_as_a_group(place: Place) -> None:
    place.run("site", "add", "harbour", "--origin", "https://harbour.example")

    assert place.run("site", "group", "lantern") == "no group: lantern\n"
    assert place.run("site", "group", "lantern", "--join", "wick") == "wick: lantern\n"
    assert place.run("site", "group", "harbour", "--join", "wick") == "wick: harbour, lantern\n"
    assert place.run("site", "group", "lantern", "--leave") == "no group: lantern\n"
    assert place.run("site", "group", "harbour") == "wick: harbour\n"
