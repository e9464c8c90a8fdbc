"""Civil Tongue: reader comments that keep a publication's house rules."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from civiltongue.operations.judge_record import judge, score

__all__ = ["__version__", "judge", "score"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Resolve ``judge`` and ``score`` when they are first asked for, to keep the import light."""
    if name in {"judge", "score"}:
        from civiltongue.operations import judge_record

        return getattr(judge_record, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
