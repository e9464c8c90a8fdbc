"""Factories of small exports, with one trap each."""

from hashlib import sha256
from html import escape
from pathlib import Path

from civiltongue.importers.archive import ImportedComment, ImportedThread, Skipped
from civiltongue.importers.disqus import DisqusArchive

STORY = "https://lantern.example/bridge"


def identify(identity: str) -> str:
    return sha256(identity.encode()).hexdigest()[:12]


def a_thread(
    source_id: str | None = "t1",
    *,
    identifier: str = "",
    link: str = STORY,
    title: str = "The bridge",
    inner: str = "<isClosed>false</isClosed><isDeleted>false</isDeleted>",
) -> str:
    attribute = "" if source_id is None else f' dsq:id="{source_id}"'
    return (
        f"<thread{attribute}><id>{escape(identifier)}</id><forum>lantern</forum>"
        f'<category dsq:id="c1"/><link>{escape(link)}</link><title>{escape(title)}</title><message/>'
        "<createdAt>2014-09-10T03:27:52Z</createdAt>"
        "<author><name>Ada Quill</name><isAnonymous>false</isAnonymous><username>ada</username></author>"
        f"<ipAddress>192.0.2.9</ipAddress>{inner}</thread>"
    )


def a_post(
    source_id: str | None = "p1",
    *,
    message: str = "<![CDATA[<p>Well said.</p>]]>",
    author: str = "<name>Bo Reed</name><isAnonymous>false</isAnonymous><username>bo</username>",
    references: str = '<thread dsq:id="t1"/>',
    state: str = "<createdAt>2015-01-02T03:04:05Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>",
) -> str:
    attribute = "" if source_id is None else f' dsq:id="{source_id}"'
    return (
        f"<post{attribute}><id/><message>{message}</message>{state}"
        f"<author>{author}</author><ipAddress>192.0.2.7</ipAddress>{references}</post>"
    )


def a_reply(source_id: str, parent: str, **parts: str) -> str:
    references = f'<thread dsq:id="t1"/><parent dsq:id="{parent}"/>'
    return a_post(source_id, references=references, **parts)


def state(*, deleted: str = "false", spam: str = "false", created: str = "2015-01-02T03:04:05Z") -> str:
    return f"<createdAt>{created}</createdAt><isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam>"


def an_export(*elements: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n'
        + "\n".join(elements)
        + "\n</disqus>\n"
    )


def opened(folder: Path, *elements: str, mended: bool = False) -> DisqusArchive:
    file = folder / "export.xml"
    file.write_text(an_export(*elements), encoding="utf-8")
    return DisqusArchive(file, identify=identify, mended=mended)


def imported(archive: DisqusArchive) -> dict[str, ImportedComment]:
    """Return the importable comments by id, in their order."""
    return {item.source_id: item for item in archive.comments() if isinstance(item, ImportedComment)}


def imported_threads(archive: DisqusArchive) -> dict[str, ImportedThread]:
    return {item.source_id: item for item in archive.threads() if isinstance(item, ImportedThread)}


def skipped(archive: DisqusArchive) -> list[str]:
    """Return why things are skipped, threads first."""
    items = [*archive.threads(), *archive.comments()]
    return [item.reason.value for item in items if isinstance(item, Skipped)]
