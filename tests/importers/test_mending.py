"""Mending removes what keeps an export from being well-formed, and nothing else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civiltongue.importers.mending import mend


def _mended(document: bytes, piece: int = 1 << 16) -> bytes:
    return b"".join(mend(document[start : start + piece] for start in range(0, len(document), piece)))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"`<disqus/>", b"<disqus/>"),
        (b"\n\n <?xml version='1.0'?><disqus/>", b"<?xml version='1.0'?><disqus/>"),
        (b"<a>\x00o\x0bn\x1fe\t\r\n</a>", b"<a>one\t\r\n</a>"),
        (b"<a>&#0;&#x1F;&#011;&#x0b;o&#8;n&#31;e</a>", b"<a>one</a>"),
        (b"<a>&#9;&#10;&#13;&#xD;&#x9;&#160;&amp;</a>", b"<a>&#9;&#10;&#13;&#xD;&#x9;&#160;&amp;</a>"),
        (b"<thread dsq:id=17/><parent dsq:id=x8 />", b'<thread dsq:id="17"/><parent dsq:id="x8" />'),
        (b'<post dsq:id="17"><a href=b>', b'<post dsq:id="17"><a href=b>'),
        (b"no tag at all", b""),
        (b"", b""),
    ],
)
def test_what_is_mended(document: bytes, expected: bytes) -> None:
    assert _mended(document) == expected


@example(parts=[b"<post dsq:id=", b"&#x1f", b";", b"word ", b"<"], piece=1)
@given(
    parts=st.lists(
        st.sampled_from(
            [b"`", b"<", b"<post dsq:id=", b"12", b"/>", b"&#", b"&#x1f", b";", b"\x01", b"word ", b"&"]
        ),
        max_size=30,
    ),
    piece=st.integers(1, 9),
)
def test_where_the_pieces_are_cut_does_not_matter(parts: list[bytes], piece: int) -> None:
    document = b"".join(parts)

    assert _mended(document, piece) == _mended(document)
