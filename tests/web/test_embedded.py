from portal.web.embedded import embedded

BODY = '<h2 id="why">Why</h2><p title="a id=b">id="x" <a class="y" href="#why">up</a> <a href="/z#why">z</a></p>'


def test_ids_and_the_links_to_them_get_the_name_of_their_page() -> None:
    assert embedded(BODY, "calm") == (
        '<h2 id="calm-why">Why</h2><p title="a id=b">id="x" <a class="y" href="#calm-why">up</a> '
        '<a href="/z#why">z</a></p>'
    )


def test_a_body_without_anchors_stays_as_it_is() -> None:
    assert embedded("<p>5 < 6 & more</p>", "calm") == "<p>5 < 6 & more</p>"
