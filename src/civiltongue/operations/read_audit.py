"""Read the audit log: search it, and write it out for others."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from civiltongue.domain.audit import Entry
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput
from civiltongue.operations.house import House
from civiltongue.operations.period import midnight
from civiltongue.storage import audit
from civiltongue.storage.audit import Logged

PAGE = 100
BATCH = 1_000
FORMS = ("csv", "lines")
"""How the log is written out: as a table, or as one JSON object a line."""
_COLUMNS = ("at", "event", "actor", "subject", "details")


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What is looked for, each part only where it is given; ``first`` and ``last`` are whole days in UTC."""

    event: str = ""
    actor: str = ""
    subject: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def wanted(self) -> Logged:
        """Return it as the store asks for it."""
        return Logged(
            event=self.event,
            actor=self.actor,
            subject=self.subject,
            text=self.text,
            since=midnight(self.first) if self.first else None,
            before=midnight(self.last, days=1) if self.last else None,
        )


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, the newest first; ``after`` asks for the next page, empty where there is none."""

    entries: tuple[Entry, ...]
    after: str = ""


def search_audit(
    house: House, site: Site, search: LogSearch, *, after: str = "", most: int = PAGE
) -> LogPage:
    """Return a page of the entries that are looked for."""
    with house.database.read() as connection:
        found = audit.find(connection, site.id, search.wanted, after=after, most=most + 1)
    more = found[most - 1][0] if len(found) > most else ""
    return LogPage(tuple(entry for _, entry in found[:most]), more)


def export_audit(house: House, site: Site, search: LogSearch, *, form: str) -> Iterator[str]:
    """Yield the entries that are looked for as text, the newest first; raises BadInput for another form."""
    if form not in FORMS:
        raise BadInput("The log is written out as csv or as lines.", where="form")
    if form == "csv":
        yield _row(_COLUMNS)
    after = ""
    while True:
        page = search_audit(house, site, search, after=after, most=BATCH)
        yield "".join(map(_csv if form == "csv" else _line, page.entries))
        after = page.after
        if not after:
            return


def _csv(entry: Entry) -> str:
    details = " ".join(f"{name}={value}" for name, value in sorted(entry.details.items()))
    return _row((entry.at.isoformat(), entry.event.value, entry.actor, entry.subject, details))


def _row(values: tuple[str, ...]) -> str:
    file = StringIO()
    # A spreadsheet takes what begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
    csv.writer(file, lineterminator="\r\n").writerow(
        [f"'{value}" if value[:1] in ("=", "+", "-", "@") else value for value in values]
    )
    return file.getvalue()


def _line(entry: Entry) -> str:
    facts = {
        "at": entry.at.isoformat(),
        "event": entry.event.value,
        "actor": entry.actor,
        "subject": entry.subject,
        "details": dict(entry.details),
    }
    return json.dumps(facts, ensure_ascii=False) + "\n"
