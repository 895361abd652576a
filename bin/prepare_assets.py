"""Makes what is generated rather than committed: the web fonts and the compiled translations. Harmless to repeat."""

import hashlib
import importlib.resources
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "var" / "generated" / "fonts"
# PDF reads the same subset uncompressed: undoing woff2 anew for each file took most of the time of a short one.
FLAVOURS = {".woff2": "woff2", ".ttf": None}
# Western European letters, the Danish among them, with dashes, quotation marks, fractions, bullet, ellipsis, hyphens.
UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x152,
    0x153,
    0x160,
    0x161,
    0x178,
    0x17D,
    0x17E,
    *(0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2022, 0x2026, 0x2039, 0x203A, 0x20AC, 0x2212),
]


def font_sources() -> dict[str, Path]:
    """The four static faces of the font package, by the name of the file we make of each."""
    folder = Path(str(importlib.resources.files("fontpkg_atkinson_hyperlegible")))
    faces = {"Regular": "regular", "Bold": "bold", "Italic": "italic", "BoldItalic": "bold-italic"}
    found = {path.stem.split("-")[-1]: path for path in folder.rglob("*.ttf")}
    return {name: found[face] for face, name in faces.items() if face in found}


def subset(source: Path, target: Path) -> None:
    """Writes the Latin part of a face without hinting: woff2 for the web (about 10 KB), ttf for PDF."""
    from fontTools import subset as fonttools_subset

    options = fonttools_subset.Options(
        flavor=FLAVOURS[target.suffix], hinting=False, layout_features=["kern", "liga", "tnum", "mark"]
    )
    font = fonttools_subset.load_font(str(source), options)
    subsetter = fonttools_subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    fonttools_subset.save_font(font, str(target), options)


def make_fonts() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for name, source in font_sources().items():
        for suffix in FLAVOURS:
            target = FONTS / f"atkinson-{name}{suffix}"
            if not target.exists():
                subset(source, target)


def compile_catalogues() -> None:
    """Compiles each .po file whose .mo is missing or of another text, without needing gettext."""
    import polib

    for source in sorted((ROOT / "locale").glob("**/LC_MESSAGES/*.po")):
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        stamp = source.with_suffix(".mo")
        name = "-".join(source.relative_to(ROOT / "locale").with_suffix("").parts)
        marker = ROOT / "var" / "generated" / f"{name}.sha256"
        if not stamp.exists() or not marker.exists() or marker.read_text() != digest:
            polib.pofile(str(source)).save_as_mofile(str(stamp))
            marker.write_text(digest)


if __name__ == "__main__":
    (ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is absent
    make_fonts()
    compile_catalogues()
    sys.exit(0)
