"""Random edits of the right site of tests/library/broken_sites: texts, names, fields, links, pictures, site.yml."""

import random
from pathlib import Path


def _replace(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


def edit(site: Path, dice: random.Random) -> None:
    """One edit; it may be a mistake."""
    public = site / "content" / "public"
    file = dice.choice(sorted(public.rglob("*.md")))
    new = public / "policies" / f"new-{dice.randrange(3)}.md"
    links = "[a](../index.md) [b](billing/refunds.md#why) [c](new-1.md#part-1) [d](/old/) ![e](../e.png)"
    match dice.randrange(10):
        case 0 | 1:
            file.write_text(file.read_text("utf-8") + f"\nEdited {dice.random()}.\n", "utf-8")
        case 2:
            _replace(file, "title:", dice.choice(["titel:", "title: Another", "draft: true\ntitle:"]))
        case 3:
            _replace(file, "titel:", "title:")
        case 4:
            new.write_text(f"---\ntitle: New\nsummary: One.\n---\n{links}\n\n## Part {dice.randrange(3)}\n", "utf-8")
        case 5:
            new.unlink(missing_ok=True)
        case 6:
            _replace(file, "---\n", "---\naliases: /old/\n")
        case 7:
            (public / "e.png").write_bytes(dice.randbytes(3))
        case 8:
            _replace(site / "content" / "site.yml", "organisation:", "allow_html: [script]\norganisation:")
        case 9:
            file.write_text(file.read_text("utf-8") + "\n<script>1</script>\n# First\n", "utf-8")
