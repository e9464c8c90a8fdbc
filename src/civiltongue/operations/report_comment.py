"""Report a comment under a rule: recorded, and held where reports weigh as much as the policy's number."""

from functools import partial

from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Author, Comment, Site, Status
from civiltongue.engine.reports import enough
from civiltongue.errors import BadInput, NotFound
from civiltongue.operations.guard import REPORTS_PER_AUTHOR, draw
from civiltongue.operations.hold_comment import hold_comment
from civiltongue.operations.house import House
from civiltongue.operations.letters import word_ruling
from civiltongue.operations.record import record
from civiltongue.operations.weigh_reports import weigh_reports
from civiltongue.operations.write_to_author import write_to_author
from civiltongue.storage import comments, queue
from civiltongue.storage.database import Connection
from civiltongue.storage.duplicate import Duplicate
from civiltongue.text.visible import check_text

MOST_CHARACTERS = 1_000
"""How long a reader's own words about a report may be."""


def report_comment(
    house: House, site: Site, reader: Author, *, comment_id: str, rule: str, text: str = ""
) -> None:
    """Record a reader's report; one reader's second report of a comment changes nothing.

    Raises NotFound where readers see no such comment, BadInput for a rule that the policy has
    not or for too many words, and TooManyRequests.
    """
    check_text(text)
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"A report has at most {MOST_CHARACTERS} characters.", where="text")

    def work(connection: Connection) -> None:
        _report(connection, house, site, reader, (comment_id, rule, text))

    try:
        house.database.write(work)
    except Duplicate as error:
        if error.table != "reports":
            raise


def _report(
    connection: Connection, house: House, site: Site, reader: Author, report: tuple[str, str, str]
) -> None:
    comment_id, rule, text = report
    now = house.clock()
    draw(connection, site.id, f"report:author:{reader.id}", REPORTS_PER_AUTHOR, now=now)
    comment = comments.lock(connection, site.id, comment_id)
    if comment is None or comment.status is not Status.PUBLISHED or comment.author_id == reader.id:
        raise NotFound("There is no such comment to report.", where="comment")
    policy = house.in_force(connection, site.id).policy
    if policy.rule(rule) is None:
        raise BadInput("The house rules have no such rule.", where="rule", hint="Name one by its id.")
    queue.add_report(
        connection,
        site.id,
        report_id=house.id_at(now),
        comment_id=comment.id,
        author_id=reader.id,
        rule=rule,
        text=text,
        at=now,
    )
    record(
        house,
        connection,
        site.id,
        Event.COMMENT_REPORT,
        actor=f"author:{reader.id}",
        subject=comment.id,
        rule=rule,
    )
    queue.put(connection, site.id, comment.id, cause="reported", since=now)
    weights = [weighed.weight for weighed in weigh_reports(connection, policy, comment)]
    if enough(weights, policy.reports_to_hold):
        _hold(connection, house, site, comment, rule)


def _hold(connection: Connection, house: House, site: Site, comment: Comment, rule: str) -> None:
    ruled = hold_comment(connection, house, comment, rule, signal="reports")
    policy = house.in_force(connection, site.id).policy
    whom = (site.id, comment.author_id)
    worded = partial(word_ruling, house, site, policy, comment, ruled)
    write_to_author(connection, house, whom, worded, at=ruled.created_at)
