"""Elements of a page, built as a tree: whatever text they hold can be nothing but text."""

from xml.etree import ElementTree

from monitor.replay.text import one_line

Element = ElementTree.Element
Part = Element | str | None


def tag(name: str, /, *parts: Part, **attributes: object) -> Element:
    """An element with these in it; None leaves nothing.  `class_` is class, `view_box` would be view-box.

    Texts lose what no format can hold; their lines stay.
    """
    made = Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set(key.rstrip("_").replace("_", "-"), one_line(str(value)))
    for part in parts:
        if isinstance(part, str):
            _add_text(made, lines(part))
        elif part is not None:
            made.append(part)
    return made


def svg(width: float, height: float, name: str, said: tuple[str, str], *parts: Part) -> Element:
    """A picture with its title and what it shows in words; `name` is unique in the page."""
    title, description = said
    made = tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        width=number(width),
        height=number(height),
    )
    made.set("viewBox", f"0 0 {number(width)} {number(height)}")
    return made


def written(element: Element) -> str:
    """As HTML, of which every picture is XML by itself."""
    return ElementTree.tostring(element, encoding="unicode", method="html")


def lines(text: str) -> str:
    """The text, each line of it such that every format can hold it."""
    kept = "\n".join(one_line(line) for line in text.splitlines())
    before, after = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' if before else ''}{kept}{' ' if after and kept else ''}"


def number(value: float) -> str:
    """To a tenth, without needless digits."""
    return f"{value:.1f}".removesuffix(".0")


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
