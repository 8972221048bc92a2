import pytest

from portal.library.colours import contrast, nearest_with
from portal.library.front_matter import yaml_document
from portal.library.palette import DARK, GRAPHICS_CONTRAST, LIGHT, TEXT_CONTRAST, TEXTS, palettes
from portal.library.site_file import Theme
from portal.library.theme_checks import check_theme
from portal.site_folder import PACKAGE_DIR
from tests.site.conftest import site_file


def problems_of(**theme: str) -> list[str]:
    lines = "".join(f'  {name}: "{colour}"\n' for name, colour in theme.items())
    document, _ = yaml_document(f"organisation: Ours\ntheme:\n{lines}", "content/site.yml")
    found = check_theme(document, site_file(theme=theme))
    return [f"{problem.line}:{problem.column} {problem.what} {problem.remedy}" for problem in found]


@pytest.mark.parametrize(
    "theme",
    [
        {},
        {"accent": "#0b4f4a", "accent_dark": "#86cfc0"},
        {"paper": "#ffffff", "paper_dark": "#000000"},
        {"paper": "#ffffff", "accent": "#1a4480", "paper_dark": "#14181c", "accent_dark": "#a8c7fa"},
    ],
)
def test_colours_that_can_be_read_are_taken(theme: dict[str, str]) -> None:
    assert problems_of(**theme) == []


def test_a_colour_that_falls_short_is_told_its_figure_and_the_nearest_that_passes() -> None:
    (problem,) = problems_of(accent="#4a9a90")
    assert problem.startswith("3:11 `#4a9a90` on `#fbf7ef` has a contrast of 3.1:1, and text needs 7:1.")
    near = problem.split('"')[1]
    assert contrast(near, LIGHT["paper"]) >= TEXT_CONTRAST
    assert problems_of(accent=near) == []


def test_light_and_dark_are_checked_apart() -> None:
    (problem,) = problems_of(accent="#0b4f4a", accent_dark="#0b4f4a")
    assert problem.startswith("4:16 `#0b4f4a` on `#1b1712`")


@pytest.mark.parametrize("theme", [{"paper": "#c8b898"}, {"paper_dark": "#5a5044"}])
def test_a_paper_on_which_something_cannot_be_read_names_it_and_one_on_which_all_can(theme: dict[str, str]) -> None:
    (problem,) = problems_of(**theme)
    assert "has a contrast of" in problem
    assert problems_of(**dict.fromkeys(theme, problem.split('"')[1])) == []


def test_what_is_no_colour_is_said_once() -> None:
    (problem,) = problems_of(accent="green", paper="#ffffff")
    assert "`green` is not a colour." in problem


@pytest.mark.parametrize("colour", ["#ff0000", "#777777", "#fefefe", "#0b4f4a"])
@pytest.mark.parametrize("ground", ["#ffffff", "#1b1712", "#000000"])
def test_the_nearest_colour_passes_and_one_that_passes_stays(colour: str, ground: str) -> None:
    near = nearest_with(colour, ground, TEXT_CONTRAST)
    assert contrast(near, ground) >= TEXT_CONTRAST
    assert (near == colour) == (contrast(colour, ground) >= TEXT_CONTRAST)


def test_our_own_colours_pass_and_are_those_of_the_stylesheet() -> None:
    css = (PACKAGE_DIR / "static" / "forthright.css").read_text("utf-8")
    light, dark = css.split("prefers-color-scheme: dark", 1)
    for palette, rules in zip(palettes(Theme()), (light, dark), strict=True):
        for name, colour in palette.colours.items():
            assert f"--{name}: {colour};" in rules, name
        for name in TEXTS:
            assert contrast(palette.colours[name], palette.colours["paper"]) >= TEXT_CONTRAST, name
        assert contrast(palette.colours["edge"], palette.colours["paper"]) >= GRAPHICS_CONTRAST
        assert contrast(palette.on_accent, palette.colours["accent"]) >= TEXT_CONTRAST
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize(
    "theme", [{"paper_dark": "#000000", "accent_dark": "#959595"}, {"paper": "#ffffff", "accent": "#595959"}]
)
def test_the_words_on_a_button_need_the_same_contrast(theme: dict[str, str]) -> None:
    (problem,) = problems_of(**theme)
    accent = next(name for name in theme if name.startswith("accent"))
    assert f"on `{theme[accent]}` has a contrast of 6." in problem
    assert problems_of(**theme | {accent: problem.split('"')[1]}) == []


@pytest.mark.parametrize("paper", [{}, {"paper": "#ffffff", "paper_dark": "#000000"}])
@pytest.mark.parametrize("accent", ["#ff0000", "#777777", "#fefefe", "#0b4f4a", "#000000"])
def test_the_accent_that_is_proposed_passes_everywhere(paper: dict[str, str], accent: str) -> None:
    for name in ("accent", "accent_dark"):
        for problem in problems_of(**paper, **{name: accent}):
            assert problems_of(**paper, **{name: problem.split('"')[1]}) == []
