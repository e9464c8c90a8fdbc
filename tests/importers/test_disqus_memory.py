"""Memory does not grow with the size of an export."""

import tracemalloc
from pathlib import Path

from civiltongue.importers.disqus import DisqusArchive
from tests.importers.exports import a_post, a_reply, a_thread, an_export, identify

MEBIBYTE = 1 << 20


def test_sixty_megabytes_are_read_in_eight(tmp_path: Path) -> None:
    message = "<p>The bridge will open in spring.</p>" * 800
    head, tail = an_export("HERE").split("HERE")
    file = tmp_path / "export.xml"
    with file.open("w", encoding="utf-8") as stream:
        stream.write(head)
        for number in range(1000, 0, -1):
            stream.write(a_reply(f"r{number}", f"p{number}", message=f"<![CDATA[{message}]]>"))
        for number in range(1, 1001):
            stream.write(a_post(f"p{number}", message=f"<![CDATA[{message}]]>"))
        stream.write(a_thread() + tail)
    assert file.stat().st_size > 60_000_000

    tracemalloc.start()
    try:
        archive = DisqusArchive(file, identify=identify)
        count = sum(1 for _ in archive.comments())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert count == archive.comment_count == 2000
    assert peak < 8 * MEBIBYTE
