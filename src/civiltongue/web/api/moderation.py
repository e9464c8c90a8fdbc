"""For moderators and for the publisher's own server."""

from litestar.params import FromPath, JSONBody

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.moderation import Move
from civiltongue.domain.ruling import Verdict
from civiltongue.domain.thread import ThreadState
from civiltongue.operations.read_queue import read_item, read_queue
from civiltongue.operations.review_comment import Review, review_comment
from civiltongue.operations.sections import check_address, places_of
from civiltongue.operations.story import Story
from civiltongue.operations.tell_story import tell_story
from civiltongue.storage import comments
from civiltongue.web import bodies, schemas
from civiltongue.web.api import present
from civiltongue.web.sessions import Asked, asking_moderator, asking_publisher, house_of, site_of, site_owning


def get_queue(request: Asked, site: FromPath[str]) -> schemas.QueueOut:
    """Return what waits on a site, the longest first."""
    house, of = house_of(request), site_of(request, site)
    moderator = asking_moderator(request, of, Move.READ_QUEUE)
    found = read_queue(house, of, places=places_of(of, moderator))
    items = [item for item in found if moderator.sees(item.thread.url)]
    return schemas.QueueOut([present.queue_item(item) for item in items])


def get_reviewed(request: Asked, comment: FromPath[str]) -> schemas.QueueItemOut:
    """Return one comment with its ruling in force, whether it waits or not."""
    house = house_of(request)
    of = site_owning(request, comments.site_of, comment, what="comment")
    moderator = asking_moderator(request, of, Move.READ_QUEUE)
    item = read_item(house, of, comment)
    check_address(moderator, item.thread.url)
    return present.queue_item(item)


def post_review(
    request: Asked, comment: FromPath[str], data: JSONBody[bodies.ReviewIn]
) -> schemas.QueueItemOut:
    """Decide about a comment; a decision about an older ruling than the one in force is refused."""
    house = house_of(request)
    of = site_owning(request, comments.site_of, comment, what="comment")
    moderator = asking_moderator(request, of, Move.DECIDE)
    check_address(moderator, read_item(house, of, comment).thread.url)
    review = Review(
        comment_id=comment,
        verdict=Verdict.of(data.verdict),
        by=f"moderator:{moderator.id}",
        rule=data.rule,
        note=data.note,
        seen=data.ruling,
    )
    review_comment(house, of, review)
    return present.queue_item(read_item(house, of, comment))


def put_story(request: Asked, site: FromPath[str], data: JSONBody[bodies.StoryFactsIn]) -> schemas.StoryOut:
    """Tell what a story is; what comes with the site's key is believed."""
    house, of = house_of(request), site_of(request, site)
    asking_publisher(request, of)
    story = Story(
        url=data.url, identifier=data.id, facts=StoryFacts(data.title, data.author, tuple(data.people))
    )
    state = ThreadState(data.state) if data.state else None
    thread = tell_story(house, of, story, state=state, by=f"site:{of.id}")
    page = f"{house.settings.base_url}/sites/{of.name}/threads/{thread.id}"
    return schemas.StoryOut(thread=thread.id, state=thread.state.value, page_url=page)
