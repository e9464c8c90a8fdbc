"""A publication's own texts become safe HTML with their structure."""

import pytest

from civiltongue.text.document import render_document


def test_headings_lists_and_tables_stay_and_headings_go_one_level_down() -> None:
    html = render_document("# One\n\n## Two\n\n###### Six\n\n- a\n\n| b | c |\n|---|---|\n| 1 | 2 |\n")

    assert "<h2>One</h2>" in html
    assert "<h3>Two</h3>" in html
    assert "<h5>Six</h5>" in html
    assert "<li>a</li>" in html
    assert "<td>2</td>" in html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<a href="https://a.example" onclick="x()">x</a>',
        '<img src="https://a.example/pixel.png">',
        '<p style="position:fixed">x</p>',
        "<iframe src=https://a.example></iframe>",
    ],
)
def test_nothing_that_does_something_comes_through(source: str) -> None:
    html = render_document(source)

    assert not any(bad in html for bad in ("<script", "javascript:", "onclick", "<img", "style=", "<iframe"))
