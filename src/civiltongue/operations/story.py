"""Which story a thread belongs to, and who may say what about it."""

import hmac
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import Site, Thread, ThreadState
from civiltongue.errors import BadInput, NotPermitted
from civiltongue.operations.house import House
from civiltongue.storage import threads
from civiltongue.storage.database import Connection
from civiltongue.text.address import story_key
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 2_000
"""How long an identifier, a URL, a title or a name of a story may be."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a page says of the story that it shows.

    ``signature`` is the hex HMAC-SHA256 of :func:`signed_text` under the site's story secret;
    without a valid one, ``facts`` fill only what is displayed.
    """

    url: str
    identifier: str = ""
    facts: StoryFacts = field(default_factory=StoryFacts)
    signature: str = ""


def key_of(story: Story) -> str:
    """Return what the story's thread is found by; raises BadInput where nothing names the story."""
    if max(len(story.identifier), len(story.url)) > MOST_CHARACTERS:
        raise BadInput(f"A story's id and URL have at most {MOST_CHARACTERS} characters.", where="story")
    check_text(story.identifier + story.url)
    return story_key(story.identifier, story.url)


def story_secret(house: House, site: Site) -> str:
    """Return the secret with which a publisher's pages sign what they say of their stories."""
    return house.secrets.keyed_hash("story", site.id)


def signed_text(story: Story) -> str:
    """Return what is signed: every field on a line of its own, people last."""
    facts = story.facts
    return "\n".join([story.identifier, story.url, facts.title, facts.author, *facts.people])


def is_signed(house: House, site: Site, story: Story) -> bool:
    """Say whether the story's facts carry the site's signature; raises NotPermitted for a wrong one."""
    if not story.signature:
        return False
    expected = hmac.new(story_secret(house, site).encode(), signed_text(story).encode(), "sha256").hexdigest()
    if hmac.compare_digest(expected, story.signature.lower()):
        return True
    raise NotPermitted(
        "The signature of the story does not fit.",
        where="story",
        hint="Sign it with the site's story secret.",
    )


def find_thread(connection: Connection, site: Site, story: Story) -> Thread | None:
    """Return the story's thread, where it has one."""
    return threads.keyed(connection, site.id, key_of(story))


def new_thread(house: House, site: Site, story: Story) -> Thread:
    """Return the thread that a story on a page would get; it is not stored yet.

    Unsigned facts are kept for display; who the story is by and about is not believed then. The
    story's URL must be one of the site's (raises NotPermitted).
    """
    if story.url and not url_is_of(site, story.url):
        raise NotPermitted(
            "The story's URL is not one of this site's.",
            where="story.url",
            hint="Add its origin to the site.",
        )
    if is_signed(house, site, story):
        return trusted_thread(house, site, story)
    shown = replace(story, facts=StoryFacts(title=story.facts.title))
    return replace(trusted_thread(house, site, shown), trusted=False)


def trusted_thread(house: House, site: Site, story: Story) -> Thread:
    """Return the thread of a story whose facts are believed; it is not stored yet."""
    facts = story.facts
    if max(map(len, (facts.title, facts.author, *facts.people))) > MOST_CHARACTERS:
        raise BadInput(f"A story's title and names have at most {MOST_CHARACTERS} characters.", where="story")
    check_text("".join((facts.title, facts.author, *facts.people)))
    now = house.clock()
    return Thread(
        id=house.id_at(now),
        site_id=site.id,
        key=key_of(story),
        url=story.url,
        facts=facts,
        trusted=True,
        state=ThreadState.OPEN,
        version=1,
        created_at=now,
    )


def url_is_of(site: Site, url: str) -> bool:
    """Say whether a URL is of one of the site's origins."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() in site.origins


def refreshed(house: House, site: Site, thread: Thread, story: Story) -> Thread | None:
    """Return the thread with newly signed facts, or None where there is nothing new to believe."""
    if not is_signed(house, site, story):
        return None
    if thread.trusted and thread.facts == story.facts:
        return None
    return replace(thread, facts=story.facts, trusted=True, url=story.url or thread.url)
