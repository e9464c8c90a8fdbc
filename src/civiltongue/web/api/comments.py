"""Writing: submit, edit, withdraw, report; and what is one's own."""

from typing import Annotated

from litestar import Response
from litestar.params import FromPath, FromQuery, HeaderParameter, JSONBody

from civiltongue.domain.evidence import StoryFacts
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import BadInput, NotSignedIn, OriginRefused
from civiltongue.operations.count_draft import count_draft
from civiltongue.operations.edit_comment import Edit, edit_comment
from civiltongue.operations.house import House
from civiltongue.operations.outcome import Outcome
from civiltongue.operations.read_mine import my_comment, read_mine, read_my_comment
from civiltongue.operations.read_thread import OLDEST, find_comment, read_thread_by_id
from civiltongue.operations.report_comment import report_comment
from civiltongue.operations.sessions import TokenPair
from civiltongue.operations.story import Story
from civiltongue.operations.submit_comment import Attempt, submit_comment
from civiltongue.operations.vote_for_comment import vote_for_comment
from civiltongue.operations.welcome_guest import welcome_guest
from civiltongue.operations.withdraw_comment import withdraw_comment
from civiltongue.web import bodies, schemas
from civiltongue.web.api import present
from civiltongue.web.sessions import (
    Asked,
    address_of,
    asking_embed,
    embed_origin,
    has_bearer,
    house_of,
    site_of,
)

_STATUS = {"published": 201, "held": 202, "rejected": 200, "nudged": 200, "withdrawn": 200}
_NO_STORE = {"Cache-Control": "no-store"}


def post_words(
    request: Asked, site: FromPath[str], data: JSONBody[bodies.WordsIn]
) -> Response[schemas.WordsOut]:
    """Count the words of a draft as the rules will; browsers' dictionaries differ where no spaces part words."""
    site_of(request, site)
    return Response(schemas.WordsOut(count_draft(data.text)), headers=_NO_STORE)


def post_comment(
    request: Asked,
    site: FromPath[str],
    data: JSONBody[bodies.CommentIn],
    key: Annotated[str, HeaderParameter(name="Idempotency-Key", max_length=200)] = "",
) -> Response[schemas.OutcomeOut]:
    """Submit a comment, and say what became of it and why."""
    house, of = house_of(request), site_of(request, site)
    author, pair = _author(request, house, of, data.name)
    attempt = Attempt(
        author=author,
        source=data.text,
        draft=data.draft,
        consent=data.consent,
        address=address_of(request),
        story=_story(data.story),
        parent_id=data.parent,
        insist=data.insist,
        key=key,
    )
    return _outcome(house, of, submit_comment(house, of, attempt), pair)


def patch_comment(
    request: Asked, comment: FromPath[str], data: JSONBody[bodies.EditIn]
) -> Response[schemas.OutcomeOut]:
    """Send another wording of one's own comment."""
    house, asking = house_of(request), asking_embed(request)
    edit = Edit(
        author=asking.author,
        comment_id=comment,
        source=data.text,
        consent=data.consent,
        address=address_of(request),
        draft=data.draft,
        insist=data.insist,
    )
    return _outcome(house, asking.site, edit_comment(house, asking.site, edit), None)


def post_withdrawal(request: Asked, comment: FromPath[str]) -> schemas.OwnCommentAnswer:
    """Take one's own comment back."""
    house, asking = house_of(request), asking_embed(request)
    withdraw_comment(house, asking.site, asking.author, comment)
    mine = read_my_comment(house, asking.site, asking.author, comment)
    return schemas.OwnCommentAnswer(present.my_comment(house, asking.site, mine))


def post_report(
    request: Asked, comment: FromPath[str], data: JSONBody[bodies.ReportIn]
) -> schemas.ReportedOut:
    """Report a comment under a rule."""
    house, asking = house_of(request), asking_embed(request)
    report_comment(house, asking.site, asking.author, comment_id=comment, rule=data.rule, text=data.text)
    return schemas.ReportedOut(reported=True)


def post_vote(
    request: Asked, comment: FromPath[str], data: JSONBody[bodies.VoteIn]
) -> Response[schemas.VotedOut]:
    """Recommend a comment, or no longer."""
    house, asking = house_of(request), asking_embed(request)
    counted = vote_for_comment(
        house, asking.site, asking.author, comment_id=comment, recommended=data.recommended
    )
    return Response(schemas.VotedOut(data.recommended, counted), headers=_NO_STORE)


def get_me(request: Asked, site: FromQuery[str], thread: FromQuery[str] = "") -> Response[schemas.MeOut]:
    """Return everything that is one's own in a thread; private, and never stored on the way."""
    house, of = house_of(request), site_of(request, site)
    asking = asking_embed(request)
    if asking.site.id != of.id:
        raise NotSignedIn("The session is another site's.", hint="Sign in here.")
    mine = read_mine(house, of, asking.author, thread or None)
    return Response(present.me(house, of, mine), headers={"Cache-Control": "private, no-store"})


def get_permalink(request: Asked, comment: FromPath[str]) -> Response[schemas.CommentOut]:
    """Return one comment that readers see."""
    house = house_of(request)
    found = _shown_comment(house, comment)
    return Response(found, headers={"Cache-Control": "public, max-age=0, must-revalidate"})


def _author(request: Asked, house: House, site: Site, name: str) -> tuple[Author, TokenPair | None]:
    """Return who submits: the session's author, else a guest where the policy takes any."""
    origin = embed_origin(request, site)
    if has_bearer(request):
        asking = asking_embed(request)
        if asking.site.id != site.id:
            raise OriginRefused("The session is another site's.", where="Authorization")
        return asking.author, None
    with house.database.read() as connection:
        guests = house.in_force(connection, site.id).policy.guests
    if not guests:
        raise NotSignedIn("Comments are signed here: sign in first.", hint="Sign in with your e-mail.")
    return welcome_guest(house, site, name=name, origin=origin, address=address_of(request))


def _story(story: bodies.StoryIn) -> Story:
    if not story.url:
        raise BadInput("The story's URL is needed.", where="story.url")
    facts = StoryFacts(story.title, story.author, tuple(story.people))
    return Story(url=story.url, identifier=story.id, facts=facts, signature=story.signature)


def _outcome(
    house: House, site: Site, outcome: Outcome, pair: TokenPair | None
) -> Response[schemas.OutcomeOut]:
    comment = None
    if outcome.comment is not None:
        mine = my_comment(house, outcome, outcome.policy)
        comment = present.my_comment(house, site, mine)
    answer = schemas.OutcomeOut(
        outcome=outcome.word,
        comment=comment,
        visible=outcome.visible,
        statement=present.statement(house, site, outcome),
        insist=outcome.insist or None,
        session=present.session(pair) if pair else None,
    )
    return Response(answer, status_code=_STATUS[outcome.word], headers=_NO_STORE)


def _shown_comment(house: House, comment_id: str) -> schemas.CommentOut:
    site, thread_id, number = find_comment(house, comment_id)
    page = read_thread_by_id(house, site, thread_id, order=OLDEST, number=number)
    shown = present.thread_page(house, page).comments
    return next(comment for comment in shown if comment.id == comment_id)
