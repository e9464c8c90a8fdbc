"""Answer somebody who is named in comments: a person picks, from what a search finds, what is handed over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from civiltongue.storage.inquiries import Shown

_MEANWHILE = "The inquiry was answered meanwhile."


@dataclass(frozen=True, slots=True)
class InquiryFile:
    """An inquiry, and the comments that are picked for it while it waits, or were handed over."""

    inquiry: Inquiry
    picked: tuple[Shown, ...]


def read_inquiries(house: House, site: Site) -> list[Inquiry]:
    """Return the inquiries whose address is proved and that wait for an answer, the longest first."""
    with house.database.read() as connection:
        return inquiries.waiting(connection, site.id)


def look_at_inquiry(house: House, site: Site, inquiry_id: str, *, picked: Sequence[str] = ()) -> InquiryFile:
    """Return an inquiry whose address is proved, with what is picked, or was handed over; raises NotFound."""
    inquiry = _proved(house, site, inquiry_id)
    wanted = picked if inquiry.state is InquiryState.OPEN else inquiry.comments
    with house.database.read() as connection:
        return InquiryFile(inquiry, tuple(inquiries.shown(connection, site.id, wanted)))


def search_named(
    house: House, site: Site, inquiry_id: str, *, by: str, words: str = "", most: int = MOST
) -> Results:
    """Return the comments that hold the name in a row, or other words, in whatever status; the look is recorded.

    Raises NotFound where there is no such inquiry, and Conflict where it does not wait any more.
    """
    inquiry = _proved(house, site, inquiry_id)
    if inquiry.state is not InquiryState.OPEN:
        raise Conflict(_MEANWHILE, where="inquiry")
    house.database.write(lambda connection: log(connection, house, inquiry, Event.INQUIRY_SEARCH, by=by))
    return search_comments(house, site, Search(text=words or name_in_a_row(inquiry)), most=most)


def name_in_a_row(inquiry: Inquiry) -> str:
    """Return what a search is given that finds the name, its words in a row."""
    return '"{}"'.format(inquiry.name.replace('"', " "))


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
            _proved(house, site, inquiry_id),
            state=InquiryState.ANSWERED,
            answer=checked_words(answer),
            comments=tuple(dict.fromkeys(comments)),
            decided_by=by,
        ),
    )


def refuse_inquiry(house: House, site: Site, inquiry_id: str, *, answer: str, by: str) -> Inquiry:
    """Hand nothing over, and say why; raises as :func:`answer_inquiry`."""
    inquiry = _proved(house, site, inquiry_id)
    refused = replace(inquiry, state=InquiryState.REFUSED, answer=checked_words(answer), decided_by=by)
    return _decide(house, site, refused)


def _proved(house: House, site: Site, inquiry_id: str) -> Inquiry:
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
            raise Conflict(_MEANWHILE, where="inquiry")
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
