"""The texts that stand in the program, as pylupdate6 finds them.

`python -m tests.ui.texts_found` brings them into every file of monitor/ui/translations: what is new stands
there unfinished, to be translated (in Qt Linguist, or by hand), and what is gone is gone.  Lines and
order in the sources do not show, so that a file changes only with its texts.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from PyQt6.lupdate.lupdate import lupdate

from monitor.ui.texts import FOLDER

PACKAGE = Path(__file__).resolve().parents[2] / "monitor"
Key = tuple[str, str]
"""The class or context that asks, and the English text."""


def found() -> ElementTree.Element:
    """What is to be translated now, as a .ts file has it, all of it unfinished."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "now.ts")
        lupdate([str(PACKAGE)], [str(path)])
        return ElementTree.parse(path).getroot()


def messages(root: ElementTree.Element) -> dict[Key, ElementTree.Element]:
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


def renew(path: Path, now: ElementTree.Element) -> int:
    """Write the file with the texts of now; how many are unfinished."""
    before = messages(ElementTree.parse(path).getroot()) if path.stat().st_size else {}
    root = ElementTree.Element("TS", version="2.1", language=path.stem, sourcelanguage="en")
    unfinished, name, place = 0, "", root
    for (context, source), message in sorted(messages(now).items()):
        if context != name:
            name, place = context, ElementTree.SubElement(root, "context")
            ElementTree.SubElement(place, "name").text = context
        known = before.get((context, source))
        made = _written(message, None if known is None else known.find("translation"))
        place.append(made)
        unfinished += made[-1].get("type") is not None
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return unfinished


def _written(message: ElementTree.Element, known: ElementTree.Element | None) -> ElementTree.Element:
    made = ElementTree.Element("message")
    for child in message:
        if child.tag not in ("location", "translation"):
            made.append(child)
    made.append(ElementTree.Element("translation", type="unfinished") if known is None else known)
    return made


def main() -> None:
    now = found()
    for path in sorted(FOLDER.glob("*.ts")):
        print(f"{path.name}: {renew(path, now)} of {len(messages(now))} texts are to be translated")


if __name__ == "__main__":
    main()
