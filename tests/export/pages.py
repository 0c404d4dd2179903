"""A page of HTML, read strictly with the standard library's parser: every tag closed, in its order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input"}


@dataclass
class Element:
    """`text` is all text in it, that of elements within it included."""

    name: str
    attributes: dict[str, str | None]
    children: list["Element"] = field(default_factory=list)
    parts: "list[str | Element]" = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, name: str = "") -> "list[Element]":
        """Every element of that name within it, in order; without a name every one."""
        found = [self] if name in ("", self.name) else []
        return found + [each for child in self.children for each in child.all(name)]


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.declared = ""

    def handle_decl(self, decl: str) -> None:
        self.declared = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        made = Element(tag, dict(attrs))
        self.open[-1].children.append(made)
        self.open[-1].parts.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def read(text: str) -> Element:
    """The element html; AssertionError where anything is left open, or stands where nothing may."""
    parser = _Strict()
    parser.feed(text)
    parser.close()
    assert parser.declared == "DOCTYPE html"
    assert parser.open == [parser.root]
    (html,) = parser.root.children
    assert html.name == "html"
    return html
