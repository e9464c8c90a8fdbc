"""What the serving benchmark sends: a house with a hundred comments, readers, and texts."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from civiltongue.bootstrap import open_house
from civiltongue.cli.demo_seed import SteppingClock
from civiltongue.domain.thread import Author, AuthorKind
from civiltongue.operations.add_site import add_site
from civiltongue.operations.sessions import open_pair
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.welcome_author import welcome_author
from civiltongue.policyfile import default
from civiltongue.settings import read_settings

ORIGIN = "https://lantern.example"
READERS = 64
WORDS = [
    "harbour",
    "council",
    "bridge",
    "ferry",
    "library",
    "evening",
    "morning",
    "school",
    "garden",
    "winter",
    "summer",
    "paper",
    "question",
    "answer",
    "reader",
    "street",
    "market",
    "survey",
    "budget",
    "river",
    "tower",
    "train",
    "station",
    "window",
    "history",
    "music",
    "people",
    "letter",
    "number",
    "weather",
    "report",
    "meeting",
    "chair",
    "mayor",
    "visitor",
    "engine",
    "lamp",
    "quay",
    "ladder",
    "garden",
    "seed",
    "bean",
    "shelf",
    "drawer",
    "signal",
    "slow",
    "quiet",
    "careful",
    "early",
    "late",
    "public",
    "honest",
    "narrow",
    "bright",
    "wooden",
    "local",
    "plain",
    "steady",
    "useful",
    "patient",
    "think",
    "believe",
    "remember",
    "wonder",
    "suggest",
    "measure",
    "count",
    "compare",
    "build",
    "repair",
    "publish",
    "explain",
    "carry",
]


@dataclass(frozen=True, slots=True)
class Poster:
    """A signed-in reader."""

    access: str


@dataclass(frozen=True, slots=True)
class LoadedSite:
    """The site and those who post to it."""

    version: str
    posters: list[Poster]


def texts(number: int, *, words: int = 100, seed: int = 7) -> list[str]:
    """Return civil texts of so many words, no two alike; half hold a digit, a link or a name of another script."""
    steady = random.Random(seed)
    made = []
    for index in range(number):
        chosen = [steady.choice(WORDS) for _ in range(words)]
        for place in range(9, words, 11):
            chosen[place] += "."
        if index % 2:
            chosen[5] = str(steady.randint(2, 99_999))
            chosen[20] = f"https://paper-{index % 97}.example/story/{index}"
            chosen[30] = "Łukasz"
        made.append(" ".join(chosen))
    return made


def make_house(folder: Path, port: int) -> LoadedSite:
    """Make a house with a thread of a hundred comments and signed-in readers; write its settings."""
    (folder / "civiltongue.toml").write_text(
        f'database = "sqlite:///{folder}/house.sqlite"\nsecret_file = "{folder}/secret"\n'
        f'base_url = "http://127.0.0.1:{port}"\nport = {port}\n'
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
    clock.moment = datetime.now(UTC)
    posters = [
        Poster(house.database.write(lambda c, r=reader: open_pair(c, house, r, origin=ORIGIN)).access)
        for reader in readers
    ]
    house.database.close()
    return LoadedSite(version, posters)


_letters = count(1)


def _reader(house, site, number: int) -> Author:  # type: ignore[no-untyped-def]
    letters = "bdfgkmprst"
    name = "".join(letters[int(d)] + "aeiou"[int(d) % 5] for d in f"{number:04}").title()
    return welcome_author(
        house, site, f"Reader {name}", kind=AuthorKind.ACCOUNT, email=f"r{number}@example.com"
    )


def post_script(path: Path, site: LoadedSite, lines: list[str]) -> None:
    """Write what wrk posts to us: another text and draft every time, by one of many readers."""
    bodies = path.with_suffix(".jsonl")
    with bodies.open("w") as file:
        for index, text in enumerate(lines):
            story = {"id": f"story-{index % READERS}", "url": f"{ORIGIN}/story-{index % READERS}.html"}
            body = {"story": story, "text": text, "consent": site.version, "draft": "DRAFT"}
            file.write(json.dumps(body) + "\n")
    tokens = ", ".join(f'"{poster.access}"' for poster in site.posters)
    path.write_text(
        f'local rows = {{}}\nfor line in io.lines("{bodies}") do rows[#rows + 1] = line end\n'
        f"local tokens = {{{tokens}}}\nmath.randomseed(os.time())\nlocal run = math.random(1, 1000000000)\n"
        "local n = math.random(1, #rows)\nrequest = function()\n  n = n + 1\n"
        '  local body = rows[n % #rows + 1]:gsub("DRAFT", "d-" .. run .. "-" .. n)\n'
        '  return wrk.format("POST", "/api/v1/sites/lantern/comments", {["Content-Type"] = "application/json", '
        f'["Origin"] = "{ORIGIN}", ["Authorization"] = "Bearer " .. tokens[n % #tokens + 1]}}, body)\nend\n'
    )
