"""Exports of other comment systems, read as streams of our own values."""

from pathlib import Path

from civiltongue.importers.archive import Archive, Identify
from civiltongue.importers.disqus import DisqusArchive

SYSTEMS = {"disqus": DisqusArchive}
"""The systems whose exports can be read."""


def open_archive(system: str, path: Path, *, identify: Identify, mended: bool = False) -> Archive:
    """Return an export, read through once; raises ArchiveInvalid for one that cannot be read."""
    return SYSTEMS[system](path, identify=identify, mended=mended)
