"""What the figures are meant to reach. A figure without a goal is there to be compared with the last time."""

from dataclasses import dataclass

from bench.rounds import Figures


@dataclass(frozen=True, slots=True)
class Goal:
    """Reached by a figure of at least or at most `bound`."""

    bound: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"

    def is_reached(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound


_BUILDS = {
    **{f"build_10000_{name}_peak_mib": Goal(300) for name in ("cold", "cached", "edit")},
    **{f"build_10000_over_1000_cold_{kind}": Goal(10) for kind in ("ratio", "cpu_ratio")},
    **{f"build_10000_over_1000_edit_{kind}": Goal(3) for kind in ("ratio", "cpu_ratio")},
}
_INTAKE = {
    f"{name}{figure}": goal
    for name in ("submit", "submit_postgresql")
    for figure, goal in {"_over_bare_insert_ratio": Goal(0.7, at_least=True), "_p99_ms": Goal(30)}.items()
}
_PAGES = {
    f"{name}_{page}over_hello_ratio": Goal(0.8, at_least=True)
    for name in ("tracking", "tracking_postgresql")
    for page in ("", "form_", "unchanged_")
}
_PEERS = {
    "peers_10000_hugo_cold_ratio": Goal(1),
    "peers_10000_hugo_cached_ratio": Goal(0.6),
    "peers_10000_hugo_edit_ratio": Goal(0.05),
    "peers_10000_hugo_no_change_ratio": Goal(0.04),
    **{
        f"peers_{size}_{peer}_cold_ratio": Goal(0.25)
        for size in (1_000, 10_000)
        for peer in ("mkdocs", "pelican", "lektor")
    },
    "peers_submit_over_helpdesk_ratio": Goal(10, at_least=True),
}
GOALS = _BUILDS | _INTAKE | _PAGES | _PEERS | {"start_help_above_bare_click_cpu_ms": Goal(150)}


def missed(figures: Figures) -> list[str]:
    """The names of figures that do not reach their goal."""
    return [name for name, value in figures.items() if name in GOALS and not GOALS[name].is_reached(value)]
