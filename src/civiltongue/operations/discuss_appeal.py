"""Ask an author about their appeal, and answer: until it is decided, both sides can be heard."""

from civiltongue.domain.appeal import BY_AUTHOR, Appeal, AppealState, Remark
from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Author, Site
from civiltongue.errors import Conflict, NotFound
from civiltongue.operations.appeal import checked_words
from civiltongue.operations.decide_appeal import refuse_first_decider
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.operations.sign_appeal import link_about_appeal
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import appeals, remarks
from civiltongue.storage.database import Connection
from civiltongue.wording import phrase

MOST_REMARKS = 10
"""How often each side may speak about one appeal."""


def ask_about_appeal(house: House, site: Site, *, appeal_id: str, text: str, by: str) -> Remark:
    """Ask the author of an open appeal something, by letter too.

    Raises NotFound, BadInput, NotPermitted for whoever decided first, and Conflict where the appeal is
    decided or enough was said.
    """

    def work(connection: Connection) -> Remark:
        appeal = appeals.get(connection, site.id, appeal_id)
        if appeal is None:
            raise NotFound("There is no such appeal.", where="appeal")
        refuse_first_decider(connection, appeal, by)
        remark = _say(connection, house, appeal, by=by, text=checked)
        policy = house.in_force(connection, site.id).policy
        write_to_author(
            connection,
            house,
            (site.id, appeal.author_id),
            lambda: (
                phrase("mail.appeal_question_subject", publication=policy.publication),
                phrase(
                    "mail.appeal_question",
                    publication=policy.publication,
                    question=checked,
                    link=link_about_appeal(house, policy, appeal),
                ),
            ),
            at=remark.created_at,
        )
        return remark

    checked = checked_words(text)
    return house.database.write(work)


def speak_about_appeal(house: House, site: Site, author: Author, *, appeal_id: str, text: str) -> Remark:
    """Add something to one's own open appeal, also while suspended; raises as :func:`ask_about_appeal`."""

    def work(connection: Connection) -> Remark:
        appeal = appeals.get(connection, site.id, appeal_id)
        if appeal is None or appeal.author_id != author.id:
            raise NotFound("There is no such appeal.", where="appeal")
        return _say(connection, house, appeal, by=BY_AUTHOR, text=checked)

    checked = checked_words(text)
    return house.database.write(work)


def _say(connection: Connection, house: House, appeal: Appeal, *, by: str, text: str) -> Remark:
    # The lock keeps a decision from falling between the look and the remark.
    state = appeals.lock(connection, appeal)
    if state is not AppealState.OPEN:
        raise Conflict("The appeal was decided meanwhile.", where="appeal")
    now = house.clock()
    remark = Remark(house.id_at(now), appeal.site_id, appeal.id, by, text, now)
    said = remarks.about(connection, appeal.site_id, [appeal.id]).get(appeal.id, ())
    if sum(each.is_author_s == remark.is_author_s for each in said) >= MOST_REMARKS:
        raise Conflict(f"At most {MOST_REMARKS} remarks from each side.", where="appeal")
    remarks.add(connection, appeal, remark)
    actor = f"author:{appeal.author_id}" if remark.is_author_s else by
    record(house, connection, appeal.site_id, Event.APPEAL_REMARK, actor=actor, subject=appeal.id)
    return remark
