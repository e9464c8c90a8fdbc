"""``civiltongue score``."""

from civiltongue.domain.evidence import SCORE_KINDS
from tests.cli.running import answers, lines, run


def test_every_line_gets_every_score():
    result = run("score", given=lines({"id": "a", "text": "A fine bridge."}, {"id": "b", "text": ""}))

    assert result.exit_code == 0
    assert [answer["id"] for answer in answers(result)] == ["a", "b"]
    assert all(tuple(answer["scores"]) == SCORE_KINDS for answer in answers(result))
    assert all(isinstance(answer["spans"], list) for answer in answers(result))


def test_a_bad_line_is_answered_in_its_place():
    result = run("score", given=b'{"id": "a"}\n' + lines({"id": "b", "text": "x"}))

    bad, good = answers(result)
    assert result.exit_code == 1
    assert (bad["id"], bad["error"]["code"]) == ("a", "bad-input")
    assert good["id"] == "b"
