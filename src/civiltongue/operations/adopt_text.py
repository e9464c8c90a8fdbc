"""Adopt a version of the terms of use or the privacy policy; authors are asked to agree anew."""

import hashlib

from civiltongue.domain.agreement import TextKind
from civiltongue.domain.audit import Event
from civiltongue.domain.thread import Site
from civiltongue.errors import BadInput, TextTooLarge
from civiltongue.operations.house import House
from civiltongue.operations.record import record
from civiltongue.storage import sites, texts
from civiltongue.storage.database import Connection
from civiltongue.text.visible import check_text

MOST_BYTES = 512 * 1024
"""How long a text may be, in UTF-8."""


def adopt_text(house: House, site: Site, kind: TextKind, source: str, *, by: str) -> str:
    """Put a text in force and keep it for ever; returns its version, which follows from its words.

    Adopting what is in force changes nothing. Raises BadInput for an empty text, TextTooLarge and
    UnreadableText.
    """
    check_text(source)
    if not source.strip():
        raise BadInput("The text is empty.", where=kind.value)
    if len(source.encode()) > MOST_BYTES:
        raise TextTooLarge(f"A text has at most {MOST_BYTES // 1024} kB.", where=kind.value)
    version = hashlib.sha256(source.encode()).hexdigest()[:16]

    def work(connection: Connection) -> None:
        now = house.clock()
        versions = sites.in_force(connection, site.id)
        if version == (versions.terms if kind is TextKind.TERMS else versions.privacy):
            return
        if texts.source(connection, site.id, kind, version) is None:
            text = (kind, version, source)
            texts.store(connection, site.id, text, text_id=house.id_at(now), by=by, at=now)
        texts.put_in_force(connection, site.id, kind, version)
        record(
            house,
            connection,
            site.id,
            Event.TEXT_ADOPT,
            actor=by,
            subject=site.id,
            kind=kind.value,
            version=version,
        )

    house.database.write(work)
    return version
