"""Rich text as plain text, for mail programs that show nothing else: links behind their words, lists with dashes."""

from html.parser import HTMLParser

BLOCKS = frozenset({"p", "ul", "ol", "h2", "h3", "h4", "div", "blockquote"})


class _Reader(HTMLParser):
    """Collects the words of a text with their line breaks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            address = self.links.pop()
            if address and not "".join(self.parts).endswith(address):
                self.parts.append(f" ({address})")
        elif tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(data.split()) if not data.strip() else _squeezed(data))


def _squeezed(data: str) -> str:
    """One blank for many, also at the ends, where the next tag's words follow."""
    inner = " ".join(data.split())
    return f"{' ' if data[0].isspace() else ''}{inner}{' ' if data[-1].isspace() else ''}"


def plain(html: str) -> str:
    """The words of an HTML text; at most one empty line between paragraphs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [line.strip() for line in "".join(reader.parts).split("\n")]
    text = "\n".join(lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip()
