"""What the sections of the report are made of: headings, tables, quotations."""

from collections.abc import Sequence

from monitor.export.markup import Element, Part, tag


def section(name: str, heading: str, *parts: Element) -> Element:
    return tag("section", tag("h2", heading, id=name), *parts, aria_labelledby=name)


def quiet(text: str) -> Element:
    return tag("p", text, class_="quiet-ink")


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[Part]]) -> Element:
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", tag("tr", *(tag("th", each, scope="col") for each in headings))),
        tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)),
        class_="list",
    )


def quote(text: str, language: str | None, marks: bool = True) -> Element:
    """What was said, in the language it was said in; with quotation marks, or without."""
    return tag("q" if marks else "span", text, lang=language)
