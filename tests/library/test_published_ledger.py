"""Small numbers tell of single people, so nothing is said of fewer than ten."""

from portal.library.published_ledger import Answers, TopicFigures, topic_figures


def test_nothing_is_said_of_a_topic_with_fewer_than_ten_reports() -> None:
    assert topic_figures(9, 60, solved=(9, 9), cared_for=(9, 9)) is None
    assert topic_figures(10, 60, solved=(8, 10), cared_for=(10, 10)) == TopicFigures(
        10, 60, Answers(8, 10), Answers(10, 10)
    )


def test_no_share_is_said_of_fewer_than_ten_answers() -> None:
    assert topic_figures(30, None, solved=(9, 9), cared_for=(0, 0)) == TopicFigures(30, None, None, None)
