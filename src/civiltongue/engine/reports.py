"""What readers' reports weigh: more from those who were mostly right, less from those who were not."""

_ALMOST = 1e-9


def weight(*, right: int, wrong: int) -> float:
    """Return what a reader's report weighs, between 0 and 2.

    ``right`` counts earlier reports of theirs after which a person rejected the comment, ``wrong`` those
    after which a person published it. Who has no such record weighs 1, as does who was right every other
    time; one more decision either way never changes much (the mean of a uniform prior, twice).
    """
    return 2 * (right + 1) / (right + wrong + 2)


def enough(weights: list[float], needed: int) -> bool:
    """Say whether reports weigh as much as that many readers without a record."""
    return sum(weights) >= needed - _ALMOST
