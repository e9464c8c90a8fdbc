"""``civiltongue judge``."""

import json

import pytest

from tests.cli.running import answers, lines, run

GOOD = {"id": "a", "text": "A fine bridge."}


def test_lines_are_answered_in_their_order():
    result = run("judge", given=lines(*({"id": n, "text": "word " * n} for n in range(395, 405))))

    assert result.exit_code == 0
    assert [(answer["id"], answer["words"]) for answer in answers(result)] == [
        (n, n) for n in range(395, 405)
    ]
    assert "length" in [reason["rule"] for reason in answers(result)[-1]["reasons"]]


def test_a_file_is_read_like_standard_input(tmp_path):
    file = tmp_path / "comments.jsonl"
    file.write_bytes(lines(GOOD))

    assert (
        run("judge", file).stdout
        == run("judge", given=lines(GOOD)).stdout
        == run("judge", "-", given=lines(GOOD)).stdout
    )


def test_the_house_rules_may_come_from_a_file(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "publication: P\nversion: 1\nconsent: Yes.\nrules:\n"
        "- {id: brief, number: 1, title: T, public: P, conditions: [{signal: words, hold: 2}]}\n"
    )

    (answer,) = answers(run("judge", "--policy", policy, given=lines(GOOD)))

    assert (answer["verdict"], answer["reasons"][0]["rule"]) == ("hold", "brief")


def test_a_wrong_policy_judges_nothing(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("publicaton: P\n")

    result = run("judge", "--policy", policy, given=lines(GOOD))

    assert (result.exit_code, result.stdout) == (1, "")
    assert 'Did you mean "publication"?' in result.stderr


@pytest.mark.parametrize(
    ("line", "known_id", "code"),
    [
        (b"not json", None, "bad-input"),
        (b"", None, "bad-input"),
        (b"[1]", None, "bad-input"),
        (b'{"id": "x"}', "x", "bad-input"),
        (b'{"id": "x", "text": "y", "txet": 1}', "x", "bad-input"),
        (b'{"id": "x", "text": NaN}', None, "bad-input"),
        (b'{"id": 1e999, "text": "y"}', None, "bad-input"),
        (b'{"id": {}, "text": "y"}', None, "bad-input"),
        (b'{"id": "x", "text": "a\\u0000"}', "x", "unreadable-text"),
        (b'{"id": "x", "text": "a\\ud800"}', "x", "unreadable-text"),
        (b'{"id": "\\ud800", "text": "y"}', None, "unreadable-text"),
        (b'{"id": "x", "text": "\xff"}', None, "unreadable-text"),
        (b'{"id": "x", "text": "' + b"y" * 1_000_000 + b'"}', "x", "text-too-large"),
        (b'{"id": "x", "text": "' + b"y" * 9_000_000 + b'"}', None, "text-too-large"),
        (b"[" * 200_000, None, "bad-input"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "y"}', None, "bad-input"),
    ],
    ids=range(16),
)
def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on(line, known_id, code):
    result = run("judge", given=lines(GOOD) + line + b"\n" + lines(GOOD))

    before, bad, after = answers(result)
    assert result.exit_code == 1
    assert before == after
    assert before["verdict"] == "publish"
    assert (bad["id"], bad["error"]["code"]) == (known_id, code)
    assert bad["error"]["message"]


def test_lines_end_at_a_line_feed_and_nowhere_else():
    text = "one\u2028two\u0085three\x0bfour\rfive"
    given = json.dumps({"id": "a", "text": text}, ensure_ascii=False).encode()

    result = run("judge", given=given + b"\r\n" + given)

    assert [answer["words"] for answer in answers(result)] == [5, 5]


def test_a_byte_order_mark_does_no_harm():
    assert answers(run("judge", given=b"\xef\xbb\xbf" + lines(GOOD)))[0]["verdict"] == "publish"


def test_no_lines_get_no_answers():
    result = run("judge", given=b"")

    assert (result.exit_code, result.stdout) == (0, "")


def test_a_file_that_is_not_there_is_a_mistake_of_the_call(tmp_path):
    assert run("judge", tmp_path / "nowhere.jsonl").exit_code == 2


def test_no_progress_bar_is_drawn_where_there_is_no_terminal():
    assert run("judge", given=lines(GOOD)).stderr == ""
