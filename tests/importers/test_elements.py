"""Large documents are read element by element, and what is no export is refused with its place."""

from collections.abc import Iterator

import pytest

from civiltongue.errors import ArchiveInvalid
from civiltongue.importers.elements import Element, Wanted, elements

WANTED = Wanted(root="disqus", fields={"post": frozenset({"@id", "message", "author/name"})}, system="Disqus")


def _read(document: str | bytes, *, piece: int = 7) -> list[Element]:
    content = document.encode() if isinstance(document, str) else document
    pieces = (content[start : start + piece] for start in range(0, len(content), piece))
    return list(elements(pieces, WANTED, where="export.xml"))


def _refused(document: str | bytes) -> ArchiveInvalid:
    with pytest.raises(ArchiveInvalid) as refused:
        _read(document)
    assert refused.value.hint.startswith("Nothing was imported.")
    return refused.value


def test_only_wanted_fields_of_wanted_elements_are_kept() -> None:
    document = (
        '<disqus xmlns:dsq="d">\n<thread dsq:id="1"><message>no</message></thread>\n'
        '<post dsq:id=" 2 "><message> yes\n</message><ip>no</ip><author><name>Bo</name></author></post></disqus>'
    )

    assert _read(document) == [Element("post", 3, {"@id": "2", "message": "yes", "author/name": "Bo"})]


def test_pieces_of_text_are_put_together() -> None:
    document = "<disqus><post><message>a &amp; b<![CDATA[ <i>c</i> ]]>&#8211; d</message></post></disqus>"

    for piece in (1, 2, 13, 1000):
        assert _read(document, piece=piece)[0].text("message") == "a & b <i>c</i> – d"


def test_the_first_of_two_equal_fields_counts() -> None:
    document = "<disqus><post><message>one</message><message>two</message></post></disqus>"

    assert _read(document)[0].text("message") == "one"


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert _read(b"\xef\xbb\xbf<disqus><post/></disqus>") == [Element("post", 1, {})]
    assert _read("<disqus><post/></disqus>".encode("utf-16")) == [Element("post", 1, {})]


def test_a_declared_encoding_is_heeded() -> None:
    document = (
        '<?xml version="1.0" encoding="iso-8859-1"?><disqus><post><message>né</message></post></disqus>'
    )

    assert _read(document.encode("latin-1"))[0].text("message") == "né"


@pytest.mark.parametrize("encoding", ["klingon", "big5"])
def test_an_encoding_that_cannot_be_read_is_refused(encoding: str) -> None:
    refused = _refused(f'<?xml version="1.0" encoding="{encoding}"?><disqus/>')

    assert "cannot be decoded" in refused.message
    assert "UTF-8" in refused.hint


def test_another_document_is_refused_by_its_root() -> None:
    refused = _refused("<?xml version='1.0'?>\n<rss><channel/></rss>")

    assert refused.where == "export.xml, line 2, column 1"
    assert "<rss>" in refused.message


@pytest.mark.parametrize("document", ["", "<disqus>", "<disqus><post><message>a", "<disqus><post></post>\n"])
def test_a_file_that_ends_too_early_is_refused(document: str) -> None:
    assert "ends before" in _refused(document).message


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ("<disqus>\n<post></disqus>", "line 2, column 9"),
        ("<disqus>\n<post><message>\x01</message></post></disqus>", "line 2, column 16"),
        ("<disqus>\n<post id=3/></disqus>", "line 2, column 10"),
        ("`<disqus/>", "line 1, column 1"),
        ("<disqus><post><message>&#xD800;</message></post></disqus>", "line 1, column 24"),
        (b"<disqus><post><message>\xff\xfe</message></post></disqus>", "line 1, column 24"),
        ("<disqus/><disqus/>", "line 1, column 10"),
    ],
)
def test_what_is_not_well_formed_is_refused_with_its_place(document: str | bytes, place: str) -> None:
    refused = _refused(document)

    assert refused.where == f"export.xml, {place}"
    assert "--mend" in refused.hint


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d SYSTEM "http://elsewhere.example/d.dtd">',
        "<!DOCTYPE d>",
    ],
)
def test_a_document_type_is_refused_before_it_can_do_harm(declaration: str) -> None:
    refused = _refused(f"{declaration}<disqus><post><message>&b;</message></post></disqus>")

    assert "document type" in refused.message


def test_an_entity_that_nobody_declared_is_refused() -> None:
    _refused("<disqus><post><message>&nbsp;</message></post></disqus>")


def test_a_field_longer_than_any_is_left_out_and_marked() -> None:
    document = f"<disqus><post><message>{'a' * (1 << 20)}b</message><author><name>Bo</name></author></post><post/></disqus>"

    first, second = _read(document, piece=1 << 16)

    assert (first.oversize, first.text("message"), first.text("author/name")) == (True, "", "Bo")
    assert not second.oversize


def test_a_tag_without_end_is_refused_before_it_fills_the_memory() -> None:
    def pieces() -> Iterator[bytes]:
        yield b'<disqus><post id="'
        while True:
            yield b"a" * (1 << 16)

    with pytest.raises(ArchiveInvalid, match="longer than 1 MiB"):
        list(elements(pieces(), WANTED, where="export.xml"))


def test_a_document_nested_without_end_is_refused() -> None:
    assert "nested" in _refused("<disqus>" + "<post>" * 100).message
