"""What the serving benchmark sends: a house with a hundred comments, readers, and texts."""

import json
import random
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from civiltongue.bootstrap import open_house
from civiltongue.cli.demo_seed import SteppingClock
from civiltongue.domain.thread import Author, AuthorKind, Site
from civiltongue.operations.add_site import add_site
from civiltongue.operations.house import House
from civiltongue.operations.sessions import open_pair
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.policyfile import default
from civiltongue.settings import read_settings
from civiltongue.storage import authors, sites
from civiltongue.text.skeleton import name_key

OURS = 18_300
ORIGIN = "https://lantern.example"
READERS = 64
"""How many readers post, and under how many stories."""
_WORDS = (
    "harbour council bridge ferry library evening morning school garden winter summer paper question answer "
    "reader street market survey budget river tower train station window history music people letter number "
    "weather report meeting chair mayor visitor engine lamp quay ladder garden seed bean shelf drawer signal "
    "slow quiet careful early late public honest narrow bright wooden local plain steady useful patient "
    "think believe remember wonder suggest measure count compare build repair publish explain carry"
)


def texts(number: int, *, words: int = 100, seed: int = 7) -> list[str]:
    """Return civil texts, no two alike; half hold a number, a link and a name in other letters."""
    steady, known = random.Random(seed), _WORDS.split()
    made = []
    for index in range(number):
        chosen = [steady.choice(known) for _ in range(words)]
        for place in range(9, words, 11):
            chosen[place] += "."
        if index % 2:
            chosen[5] = str(steady.randint(2, 99_999))
            chosen[20] = f"https://paper-{index % 97}.example/story/{index}"
            chosen[30] = "Łukasz"
        made.append(" ".join(chosen))
    return made


def make_house(folder: Path) -> str:
    """Make a house with a thread of a hundred comments, and readers; returns its policy's version."""
    (folder / "civiltongue.toml").write_text(
        f'database = "sqlite:///{folder}/house.sqlite"\nsecret_file = "{folder}/secret"\n'
        f'base_url = "http://127.0.0.1:{OURS}"\nport = {OURS}\n'
        "comments_per_hour_address = 1000000000\ncomments_per_hour_author = 1000000000\n"
        "comments_per_hour_site = 1000000000\n"
    )
    clock = SteppingClock(datetime.now(UTC) - timedelta(days=3))
    house = open_house(read_settings(file=folder / "civiltongue.toml"), clock=clock)
    site = add_site(house, "lantern", origins=(ORIGIN,), policy=default("newsroom")).site
    with house.database.read() as connection:
        version = house.in_force(connection, site.id).policy.version
    readers = [_reader(house, site, number) for number in range(READERS)]
    story = Story(url=f"{ORIGIN}/harbour-lamps.html", identifier="harbour-lamps")
    for index, text in enumerate(texts(100, words=35, seed=3)):
        clock.moment += timedelta(minutes=10)
        attempt = Attempt(
            author=readers[index % READERS],
            source=text,
            draft=f"benchmark-{index}",
            consent=version,
            address="benchmark",
            story=story,
        )
        outcome = submit_comment(house, site, attempt)
        assert outcome.word == "published", outcome.ruling.reasons
    house.database.close()
    return version


def sign_in(folder: Path) -> list[str]:
    """Return an access token for each reader, which hold for a quarter of an hour."""
    house = open_house(read_settings(file=folder / "civiltongue.toml"), migrating=False)
    with house.database.read() as connection:
        site = sites.named(connection, "lantern")
        assert site is not None
        names = [_name(number) for number in range(READERS)]
        readers = [authors.named(connection, site.id, name_key(name)) for name in names]
    tokens = [
        house.database.write(lambda c, r=reader: open_pair(c, house, r, origin=ORIGIN)).access
        for reader in readers
    ]
    house.database.close()
    return tokens


def post_script(folder: Path, version: str, lines: Sequence[str]) -> Path:
    """Write what wrk posts to us: another text and draft every time, by one reader after another."""
    bodies = []
    for index, text in enumerate(lines):
        story = {"id": f"story-{index % READERS}", "url": f"{ORIGIN}/story-{index % READERS}.html"}
        bodies.append({"story": story, "text": text, "consent": version, "draft": "DRAFT"})
    tokens = ", ".join(f'"{token}"' for token in sign_in(folder))
    return _script(
        folder / "ours.lua",
        bodies,
        f"local tokens = {{{tokens}}}",
        '  local body = rows[n % #rows + 1]:gsub("DRAFT", "d-" .. run .. "-" .. n)\n'
        '  return wrk.format("POST", "/api/v1/sites/lantern/comments", {["Content-Type"] = "application/json", '
        f'["Origin"] = "{ORIGIN}", ["Authorization"] = "Bearer " .. tokens[n % #tokens + 1]}}, body)',
    )


def isso_script(folder: Path, lines: Sequence[str]) -> Path:
    """Write what wrk posts to Isso: another text every time, under one story after another."""
    return _script(
        folder / "isso.lua",
        [{"author": "Reader", "text": text, "title": "A story"} for text in lines],
        "",
        f'  return wrk.format("POST", "/new?uri=/story-" .. (n % {READERS}), '
        '{["Content-Type"] = "application/json", ["Origin"] = "http://lantern.example"}, rows[n % #rows + 1])',
    )


def outcomes(folder: Path) -> str:
    """Return how many comments that were posted over HTTP have which status."""
    with sqlite3.connect(folder / "house.sqlite") as connection:
        rows = connection.execute(
            "SELECT status, count(*) FROM comments WHERE draft NOT LIKE 'benchmark-%' GROUP BY status"
        )
        return ", ".join(f"{count:,} {status}" for status, count in rows)


def _script(path: Path, bodies: Sequence[object], prelude: str, request: str) -> Path:
    """Write a script that goes through bodies from a random one on, so that no two runs post alike."""
    rows = path.with_suffix(".jsonl")
    rows.write_text("".join(json.dumps(body) + "\n" for body in bodies))
    path.write_text(
        f'local rows = {{}}\nfor line in io.lines("{rows}") do rows[#rows + 1] = line end\n{prelude}\n'
        "math.randomseed(os.time())\nlocal run = math.random(1, 1000000000)\n"
        f"local n = math.random(1, #rows)\nrequest = function()\n  n = n + 1\n{request}\nend\n"
    )
    return path


def _name(number: int) -> str:
    """Return a name that reads like no other reader's."""
    letters = "bdfgkmprst"
    return "Reader " + "".join(letters[int(d)] + "aeiou"[int(d) % 5] for d in f"{number:04}").title()


def _reader(house: House, site: Site, number: int) -> Author:
    kind, email = AuthorKind.ACCOUNT, f"r{number}@example.com"
    return welcome_author(house, site, _name(number), kind=kind, email=email)
