"""Tables are lined up."""

from civiltongue.cli.table import table


def test_numbers_stand_right_and_have_their_thousands_marked() -> None:
    assert table(("", "threads"), [("imported", 12345), ("read", 7), ("none", "")]) == (
        "          threads\nimported   12,345\nread            7\nnone"
    )


def test_a_table_may_have_no_rows() -> None:
    assert table(("rule", "hold"), []) == "rule  hold"
