"""A text is compared by its paragraphs, as a reader would count them."""

from portal.library.paragraphs import paragraphs_of


def test_each_block_is_a_paragraph_and_a_row_of_a_table_is_one() -> None:
    html = (
        '<h2 id="a">Why  four</h2><p>Because <em>we</em>\n looked &amp; counted.</p>'
        "<ul><li>One</li><li><p>Two</p></li></ul>"
        "<table><tr><th>share</th><th>day</th></tr><tr><td>44 %</td><td>same</td></tr></table>"
    )
    assert paragraphs_of(html) == (
        *("Why four", "Because we looked & counted.", "One", "Two"),
        *("share · day", "44 % · same"),
    )


def test_where_a_link_leads_is_not_among_the_words() -> None:
    assert paragraphs_of('<p>See <a href="/a/">it</a>.</p>') == paragraphs_of('<p>See <a href="/b/">it</a>.</p>')


def test_what_nobody_reads_is_left_out_and_a_picture_is_what_it_says() -> None:
    assert paragraphs_of('<style>p{}</style><p>Here <img src="a.png" alt="the box"> it is</p>loose') == (
        "Here the box it is",
        "loose",
    )
