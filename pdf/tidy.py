"""Mends a document before it is laid out, so that the file is readable aloud (quality.md, WeasyPrint and PDF/UA).

Works on the parsed tree and knows nothing of WeasyPrint.
"""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, SubElement

SVG = "{http://www.w3.org/2000/svg}"
SAFE_SCHEMES = ("http", "https", "mailto")


def tidy(root: Element, base_url: str) -> None:
    """Removes silent pictures, flattens links, drops unsafe addresses and collects the others in the last section."""
    for parent, child in list(_pairs(root)):
        if _is_silent(child):
            _remove(parent, child)
    for anchor in root.iter("a"):
        _flatten(anchor)
        _clean(anchor, base_url)
    _collect(root)


def _pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    for parent in root.iter():
        for child in parent:
            yield parent, child


def _is_silent(element: Element) -> bool:
    """A picture without words becomes a figure without alt text, which fails PDF/UA (Kozea/WeasyPrint#2550)."""
    if element.tag == "img":
        return not (element.get("alt") or "").strip()
    if element.tag == f"{SVG}svg":
        title = element.find(f"{SVG}title")
        return title is None or not (title.text or "").strip()
    return element.tag in ("script", "object", "embed", "iframe")


def _remove(parent: Element, child: Element) -> None:
    """Takes an element out and leaves the words after it."""
    place = list(parent).index(child)
    if child.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _flatten(anchor: Element) -> None:
    """Plain words only: an element inside a link loses the link's annotation (Kozea/WeasyPrint#185)."""
    if len(anchor):
        words = " ".join("".join(anchor.itertext()).split())
        for child in list(anchor):
            anchor.remove(child)
        anchor.text = words


def _clean(anchor: Element, base_url: str) -> None:
    """Addresses within the document stay, ours get our host, mail and the web stay; the rest is only words."""
    href = (anchor.get("href") or "").strip()
    if href and not href.startswith("#"):
        href = urljoin(base_url, href)
        if urlsplit(href).scheme not in SAFE_SCHEMES:
            href = ""
    if href:
        anchor.set("href", href)
    else:
        anchor.attrib.pop("href", None)


def _collect(root: Element) -> None:
    """Numbers the addresses, [1] after the link, and lists them where the template has `data-links`."""
    target = next((element for element in root.iter("ol") if element.get("data-links") is not None), None)
    if target is None:
        return
    numbers: dict[str, int] = {}
    for anchor in list(root.iter("a")):
        href = anchor.get("href") or ""
        if href.startswith("http") and anchor.get("data-unlisted") is None:
            number = numbers.setdefault(href, len(numbers) + 1)
            anchor.tail = f" [{number}]{anchor.tail or ''}"
    for href in numbers:
        SubElement(SubElement(target, "li"), "a", href=href).text = href
    if not numbers:
        _drop_section(root, target)


def _drop_section(root: Element, target: Element) -> None:
    """A document without links has no list of them, and no line for it in the contents."""
    for parent, child in list(_pairs(root)):
        is_line = child.tag == "li" and any(a.get("href") == "#links" for a in child.iter("a"))
        if is_line or (child.tag == "section" and target in list(child)):
            _remove(parent, child)
