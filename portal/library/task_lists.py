"""Task lists for Python-Markdown: `- [ ] to do` and `- [x] done` as words and signs, not as form fields."""

from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_MARKS = {"[ ] ": ("task-open", "☐", "To do"), "[x] ": ("task-done", "☑", "Done"), "[X] ": ("task-done", "☑", "Done")}


class _TaskItems(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for item in root.iter("li"):
            holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
            text = holder.text or ""
            if text[:4] not in _MARKS:
                continue
            css_class, sign, label = _MARKS[text[:4]]
            item.set("class", f"task {css_class}")
            mark = ElementTree.Element("span", {"class": "task-mark", "role": "img", "aria-label": label})
            mark.text = sign
            mark.tail = f" {text[4:]}"
            holder.text = ""
            holder.insert(0, mark)


class TaskLists(Extension):
    """Runs before inline markup, while an item's text still begins with its brackets."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_TaskItems(md), "task-lists", 25)
