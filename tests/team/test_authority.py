"""What a responder may give without asking."""

from portal.library.team_file import AuthorityLine
from portal.team.authority import Authority, authority_for


def test_rows_come_in_order_and_a_missing_row_gives_nothing() -> None:
    table = (
        AuthorityLine(responsibility="theirs", severity="cut-off", may_give=("advice",)),
        AuthorityLine(responsibility="ours", severity="cut-off", may_give=("a month free",), up_to=40),
        AuthorityLine(responsibility="shared", severity="slow", may_give=("half",), up_to=5),
    )
    assert authority_for(table, "cut-off") == (
        Authority("ours", ("a month free",), 40),
        Authority("shared", (), 0),
        Authority("theirs", ("advice",), 0),
    )
