"""Answer somebody who is named in comments: a person picks, from what a search finds, what is handed over."""

from collections.abc import Sequence
from dataclasses import replace

from civiltongue.domain.audit import Event
from civiltongue.domain.inquiry import Inquiry, InquiryState
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, Conflict, NotFound
from civiltongue.operations.appeal import checked_words
from civiltongue.operations.ask_inquiry import log, write_to_asker
from civiltongue.operations.house import House
from civiltongue.operations.search_comments import MOST, Results, Search, search_comments
from civiltongue.storage import inquiries
from civiltongue.storage.database import Connection


def read_inquiries(house: House, site: Site) -> list[Inquiry]:
    """Return the inquiries whose address is proved and that wait for an answer, the longest first."""
    with house.database.read() as connection:
        return inquiries.waiting(connection, site.id)


def search_named(house: House, site: Site, inquiry_id: str, *, by: str, words: str = "") -> Results:
    """Return the comments that hold the name in a row, or other words, in whatever status; the look is recorded.

    Raises NotFound where no such inquiry waits.
    """
    inquiry = _open(house, site, inquiry_id)
    house.database.write(lambda connection: log(connection, house, inquiry, Event.INQUIRY_SEARCH, by=by))
    name = inquiry.name.replace('"', " ")
    return search_comments(house, site, Search(text=words or f'"{name}"'), most=MOST)


def answer_inquiry(
    house: House, site: Site, inquiry_id: str, *, comments: Sequence[str], answer: str, by: str
) -> Inquiry:
    """Hand over the comments that somebody picked, or none, with an answer, and mail the link to them.

    Raises NotFound, BadInput without an answer or for a comment that the site has not, and Conflict
    where it was answered meanwhile.
    """
    return _decide(
        house,
        site,
        replace(
            _open(house, site, inquiry_id),
            state=InquiryState.ANSWERED,
            answer=checked_words(answer),
            comments=tuple(dict.fromkeys(comments)),
            decided_by=by,
        ),
    )


def refuse_inquiry(house: House, site: Site, inquiry_id: str, *, answer: str, by: str) -> Inquiry:
    """Hand nothing over, and say why; raises as :func:`answer_inquiry`."""
    inquiry = _open(house, site, inquiry_id)
    refused = replace(inquiry, state=InquiryState.REFUSED, answer=checked_words(answer), decided_by=by)
    return _decide(house, site, refused)


def _open(house: House, site: Site, inquiry_id: str) -> Inquiry:
    with house.database.read() as connection:
        found = inquiries.get(connection, site.id, inquiry_id)
    if found is None or found.state is InquiryState.UNPROVEN:
        raise NotFound("There is no such inquiry.", where="inquiry")
    return found


def _decide(house: House, site: Site, inquiry: Inquiry) -> Inquiry:
    decided = replace(inquiry, decided_at=house.clock())

    def work(connection: Connection) -> None:
        known = {each.id for each in inquiries.shown(connection, site.id, decided.comments)}
        for comment_id in decided.comments:
            if comment_id not in known:
                raise BadInput(f"The site has no comment {comment_id}.", where="comment")
        if not inquiries.decide(connection, decided):
            raise Conflict("The inquiry was answered meanwhile.", where="inquiry")
        number = str(len(decided.comments))
        log(
            connection,
            house,
            decided,
            Event.INQUIRY_DECIDE,
            by=decided.decided_by,
            state=decided.state.value,
            comments=number,
        )
        write_to_asker(connection, house, decided, decided.state.value)

    house.database.write(work)
    return decided
