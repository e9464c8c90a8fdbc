"""Exports are opened whatever they are packed in, and what cannot be opened is refused clearly."""

import gzip
import zipfile
from pathlib import Path

import pytest
import zstandard

from civiltongue.errors import ArchiveInvalid
from civiltongue.importers.opening import chunks, digest

TEXT = b"<disqus>" + b"0123456789" * 50_000 + b"</disqus>"


def _zip(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file


def test_a_plain_file_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "export.gz"
    file.write_bytes(TEXT)

    assert b"".join(chunks(file)) == TEXT


def test_gzip_is_told_from_its_first_bytes(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]))

    assert b"".join(chunks(file)) == TEXT


def test_zstandard_is_told_from_its_first_bytes(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(zstandard.compress(TEXT[:100]) + zstandard.compress(TEXT[100:]))

    assert b"".join(chunks(file)) == TEXT


def test_a_zip_file_may_hold_more_than_its_one_xml_file(tmp_path: Path) -> None:
    file = _zip(
        tmp_path / "export",
        {"a/Export.XML": TEXT, "readme.txt": b"hello", "__MACOSX/a/Export.xml": b"junk"},
    )

    assert b"".join(chunks(file)) == TEXT


@pytest.mark.parametrize(
    ("members", "count"), [({}, "no"), ({"a.txt": b"x"}, "no"), ({"a.xml": b"x", "b.xml": b"y"}, "2")]
)
def test_a_zip_file_must_hold_one_xml_file(tmp_path: Path, members: dict[str, bytes], count: str) -> None:
    file = _zip(tmp_path / "export.zip", members)

    with pytest.raises(ArchiveInvalid, match=f"holds {count} XML files") as refused:
        list(chunks(file))

    assert refused.value.where == "export.zip"
    assert "Nothing was imported" in refused.value.hint


def test_a_locked_zip_file_is_refused(tmp_path: Path) -> None:
    file = _zip(tmp_path / "export.zip", {"a.xml": TEXT})
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)

    with pytest.raises(ArchiveInvalid, match="password"):
        list(chunks(file))


@pytest.mark.parametrize("packed", [gzip.compress(TEXT)[:-200], gzip.compress(TEXT)[:60] + b"\xff" * 60])
def test_a_damaged_gzip_file_is_refused(tmp_path: Path, packed: bytes) -> None:
    file = tmp_path / "export.xml.gz"
    file.write_bytes(packed)

    with pytest.raises(ArchiveInvalid, match="cannot be unpacked"):
        list(chunks(file))


def test_a_damaged_zstandard_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.xml.zst"
    file.write_bytes(b"\x28\xb5\x2f\xfd" + b"\xff" * 100)

    with pytest.raises(ArchiveInvalid, match="cannot be unpacked"):
        list(chunks(file))


def test_a_damaged_zip_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    file.write_bytes(b"PK\x03\x04" + b"\x00" * 100)

    with pytest.raises(ArchiveInvalid, match="cannot be unpacked"):
        list(chunks(file))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveInvalid, match="No such file"):
        list(chunks(tmp_path / "nothing.xml"))
    with pytest.raises(ArchiveInvalid, match="directory"):
        list(chunks(tmp_path))
    with pytest.raises(ArchiveInvalid, match="No such file"):
        digest(tmp_path / "nothing.xml")


def test_the_very_same_file_is_known_again(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(TEXT)
    (tmp_path / "same").write_bytes(TEXT)
    (tmp_path / "other").write_bytes(TEXT + b"\n")

    assert digest(tmp_path / "one") == digest(tmp_path / "same") != digest(tmp_path / "other")
