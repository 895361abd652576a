"""Three landscapes in the portal's flat style, drawn by code: the demo has pictures and no picture is committed."""

import io
from collections.abc import Callable

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from ..models import PortalImage
from . import Plan

WIDTH, HEIGHT = 1600, 900
FINER = 2  # drawn larger and scaled down, so that edges are smooth
INK, ACCENT, TINT, SAND, WHITE = "#0B5560", "#94361B", "#DFEFEF", "#F3EFE7", "#FBFAF7"
LINE = 7
PICTURE = "Demo: "  # how the titles of the demo's pictures begin


class Sheet:
    """A sheet to draw on, in the finished picture's coordinates."""

    def __init__(self) -> None:
        self.picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), TINT)
        self.pen = ImageDraw.Draw(self.picture)

    def _scaled(self, *numbers: float) -> list[float]:
        return [number * FINER for number in numbers]

    def oval(self, left: float, top: float, right: float, bottom: float, fill: str, ink: str = INK) -> None:
        self.pen.ellipse(self._scaled(left, top, right, bottom), fill=fill, outline=ink, width=LINE * FINER)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        self.pen.rectangle(self._scaled(left, top, right, bottom), fill=fill, outline=INK, width=LINE * FINER)

    def shape(self, fill: str, *points: tuple[float, float]) -> None:
        scaled = [(x * FINER, y * FINER) for x, y in points]
        self.pen.polygon(scaled, fill=fill)
        self.pen.line([*scaled, scaled[0]], fill=INK, width=LINE * FINER, joint="curve")

    def line(self, *points: tuple[float, float], ink: str = INK) -> None:
        self.pen.line([(x * FINER, y * FINER) for x, y in points], fill=ink, width=LINE * FINER, joint="curve")

    def done(self) -> bytes:
        target = io.BytesIO()
        self.picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(target, "PNG", optimize=True)
        return target.getvalue()


def hills(sheet: Sheet) -> None:
    """The ground that every picture stands on."""
    sheet.oval(-500, 520, 900, 1500, WHITE)
    sheet.oval(500, 560, 2200, 1600, SAND)


def tree(sheet: Sheet, x: float, ground: float, size: float, apples: bool = False) -> None:
    sheet.line((x, ground), (x, ground - size))
    sheet.oval(x - size * 0.6, ground - size * 1.7, x + size * 0.6, ground - size * 0.6, WHITE)
    if apples:
        for dx, dy in ((-0.25, -1.3), (0.2, -1.1), (0.05, -1.45), (-0.1, -0.9)):
            sheet.oval(
                x + dx * size - 12, ground + dy * size - 12, x + dx * size + 12, ground + dy * size + 12, ACCENT, ACCENT
            )


def meeting(sheet: Sheet) -> None:
    """A round table by a tree, two chairs and two cups."""
    hills(sheet)
    sheet.oval(1240, 110, 1420, 290, ACCENT, ACCENT)
    tree(sheet, 420, 640, 240, apples=True)
    for x in (700, 1120):
        sheet.line((x, 520), (x, 760))
    sheet.line((700, 650), (790, 650), (790, 760))
    sheet.line((1120, 650), (1030, 650), (1030, 760))
    sheet.line((910, 640), (910, 770))
    sheet.oval(770, 590, 1050, 670, WHITE)
    sheet.box(850, 575, 885, 615, ACCENT)
    sheet.box(935, 575, 970, 615, WHITE)


def road(sheet: Sheet) -> None:
    """A path over hills towards a house, with a signpost."""
    hills(sheet)
    sheet.oval(180, 130, 340, 290, ACCENT, ACCENT)
    sheet.shape(WHITE, (700, 900), (980, 900), (900, 760), (1010, 680), (960, 610), (930, 610), (960, 680), (820, 760))
    sheet.box(1060, 470, 1260, 610, WHITE)
    sheet.shape(ACCENT, (1030, 475), (1160, 370), (1290, 475))
    sheet.box(1140, 530, 1185, 610, TINT)
    sheet.line((520, 480), (520, 720))
    sheet.shape(WHITE, (440, 490), (600, 490), (640, 520), (600, 550), (440, 550))
    tree(sheet, 1420, 640, 150)


def crossing(sheet: Sheet) -> None:
    """A bridge over a stream between two houses."""
    hills(sheet)
    sheet.oval(720, 90, 860, 230, ACCENT, ACCENT)
    for left, roof in ((150, INK), (1250, ACCENT)):
        sheet.box(left, 430, left + 200, 590, WHITE)
        sheet.shape(roof, (left - 25, 435), (left + 100, 330), (left + 225, 435))
    sheet.shape(TINT, (560, 900), (1040, 900), (930, 640), (670, 640))
    sheet.line((400, 640), (520, 600), (680, 570), (920, 570), (1080, 600), (1200, 640))
    for x in (520, 680, 800, 920, 1080):
        sheet.line((x, 600 if x in (520, 1080) else 570), (x, 660 if x in (520, 1080) else 640))
    sheet.line((400, 690), (1200, 690))


PICTURES: dict[str, tuple[Callable[[Sheet], None], str, str]] = {
    "bord": (
        meeting,
        "Tegning: et rundt bord med to kopper og to stole ved et træ",
        "Drawing: a round table with two cups and two chairs by a tree",
    ),
    "vej": (
        road,
        "Tegning: en sti over bakker hen til et hus med et skilt ved vejen",
        "Drawing: a path over hills to a house, with a signpost beside it",
    ),
    "bro": (
        crossing,
        "Tegning: en bro over en å mellem to huse",
        "Drawing: a bridge over a stream between two houses",
    ),
}


def seed_pictures(plan: Plan) -> None:
    """Makes the three pictures. A second call changes nothing."""
    for name, (draw, danish, english) in PICTURES.items():
        if PortalImage.objects.filter(title=PICTURE + name).exists():
            continue
        sheet = Sheet()
        draw(sheet)
        file = ImageFile(io.BytesIO(sheet.done()), name=f"demo-{name}.png")
        credit = "Tegning: Peerportalen"
        PortalImage.objects.create(
            title=PICTURE + name, file=file, description=danish, description_en=english, credit=credit
        )
