"""Every peer gets the same corpus in its own way, is measured beside us, and is named where it is absent."""

from pathlib import Path

import pytest

from bench.corpus import policies
from bench.peers import builds, helpdesk
from bench.peers.environments import NotInstalled, environment, version_of
from bench.peers.generators import GENERATORS
from bench.peers.run import PEERS, main, markdown


@pytest.mark.parametrize("name", GENERATORS)
def test_every_page_of_the_corpus_is_laid_out_with_its_words_last(name: str, tmp_path: Path) -> None:
    wanted = list(policies(25))
    files = GENERATORS[name].lay_out(tmp_path, wanted)
    assert len(set(files.values())) == 25
    for policy, file in zip(wanted, files, strict=True):
        text = file.read_text("utf-8")
        assert text.endswith(f"\n\n{policy.body}\n")
        assert policy.title in text
        assert policy.summary in text


def test_a_lock_file_names_the_version_of_each_peer_and_a_hash_for_all_of_it() -> None:
    folder = Path(builds.__file__).parent / "requirements"
    for name in PEERS:
        assert version_of(name)[0].isdigit()
        entries = (folder / f"{name}.lock").read_text("utf-8").replace("\\\n", " ").splitlines()
        assert [entry for entry in entries if entry and "--hash=sha256:" not in entry] == []


def test_the_table_has_seconds_and_ratios_and_names_who_is_absent() -> None:
    ran = {"s": 2.0, "cpu_s": 3.0, "peak_mib": 40.0}
    figures = {
        f"peers_60_{name}_{change}_{unit}": value
        for name, changes in (("ours", ("cold", "cached", "no_change", "edit")), ("hugo", builds.CHANGES))
        for change in changes
        for unit, value in ran.items()
    }
    figures |= {f"peers_60_hugo_{change}_{ratio}": 0.5 for change in builds.CHANGES for ratio in ("ratio", "cpu_ratio")}
    cell, beside = "2.00 s (3.00 s CPU)", "2.00 s (3.00 s CPU); ours × 0.50 (0.50)"
    assert markdown(figures, {"lektor": "no registry"}).splitlines() == [
        "| Pages | Generator | cold | no change | edit | Largest process |",
        "| ---: | --- | ---: | ---: | ---: | ---: |",
        f"| 60 | ours | {cell} | {cell} | {cell} | 40 MiB |",
        f"| 60 | ours, with the cache of an earlier build | {cell} |  |  |  |",
        f"| 60 | hugo | {beside} | {beside} | {beside} | 40 MiB |",
        "|  | lektor | not installed: no registry |  |  |  |",
    ]


def test_a_peer_that_is_not_known_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["jekyll"]) == 2
    assert capsys.readouterr().err == f"There is no peer called jekyll. There are {', '.join(PEERS)}.\n"


@pytest.mark.audit
@pytest.mark.parametrize("name", GENERATORS)
def test_a_generator_makes_every_page_and_takes_up_an_edit(name: str) -> None:
    require(name)
    figures = builds.measure([name], pages=[20], rounds=1)
    assert {f"peers_20_{name}_{change}_ratio" for change in (*builds.CHANGES, "cached")} <= figures.keys()
    assert all(value > 0 for value in figures.values())


@pytest.mark.audit
def test_the_public_form_of_django_helpdesk_takes_reports_beside_ours() -> None:
    require("helpdesk")
    figures = helpdesk.measure(rounds=1, reports_a_round=8)
    assert figures["peers_submit_over_helpdesk_ratio"] == pytest.approx(
        figures["peers_submit_per_s"] / figures["peers_helpdesk_submit_per_s"]
    )


def require(name: str) -> None:
    try:
        environment(name)
    except NotInstalled as missing:
        pytest.skip(f"{name} cannot be installed here: {missing.why}")
