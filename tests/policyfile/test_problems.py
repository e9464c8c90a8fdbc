"""How problems are shown."""

from civiltongue.policyfile.problems import Place, Problem, describe_problems, nearest, suggestion


def shown(line, column):
    problem = Problem(Place(1, column), "It is wrong.", "Mend it.")
    return describe_problems([problem], name="x.yaml", lines=[line]).splitlines()


def test_the_caret_stands_under_the_place():
    _, line, caret, hint, _, count = shown("title: Manners", 8)

    assert line[caret.index("^")] == "M"
    assert hint == "      = Mend it."
    assert count == "1 problem in x.yaml"


def test_the_caret_counts_wide_signs_twice_and_marks_not_at_all():
    _, line, caret, *_ = shown("文字: e\u0301 !", 8)

    assert line.index("!") + 2 - 1 == caret.index("^")


def test_tabs_and_invisible_signs_do_not_move_the_caret():
    _, line, caret, *_ = shown("\t\u202e\u200bx: y", 4)

    assert line[caret.index("^")] == "x"


def test_a_long_line_is_cut_around_the_caret():
    _, line, caret, *_ = shown("a" * 500 + "B" + "a" * 500, 501)

    assert line[caret.index("^")] == "B"
    assert len(line) < 120


def test_a_place_after_the_last_line_is_shown_too():
    problem = Problem(Place(9, 1), "It ends too early.", "Go on.")

    assert "x.yaml:9:1" in describe_problems([problem], name="x.yaml", lines=["a"])


def test_the_same_problem_is_shown_once():
    problem = Problem(Place(1, 1), "It is wrong.", "Mend it.")

    assert describe_problems([problem, problem], name="x.yaml", lines=["a"]).count("wrong") == 1


def test_a_misspelt_word_finds_the_one_that_was_meant():
    assert nearest("profanety", ["profanity", "insult"]) == "profanity"
    assert nearest("Insult", ["profanity", "insult"]) == "insult"
    assert nearest("zzz", ["profanity", "insult"]) is None
    assert suggestion("zzz", ["profanity", "insult"]) == "Known are: profanity, insult."
