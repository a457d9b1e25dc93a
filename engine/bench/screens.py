"""Draws screens for measuring: ordinary windows full of made-up text, with what stands where."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region

Colour = tuple[int, int, int]
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts")
_LATIN_FONTS = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf", "arial.ttf")
_CHINESE_FONTS = ("wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "msyh.ttc")
_INK, _FAINT, _EDGE, _PAPER, _DESK = (28, 28, 32), (96, 98, 106), (188, 190, 196), (255, 255, 255), (240, 241, 244)
_ACCENT = (0, 95, 184)

_NAMES = ("Amelia Hart", "Jonas Weber", "Priya Nair", "Lucas Moreau", "Grace Okafor", "Mateo Silva", "Yusuf Demir")
_CHINESE_NAMES = ("陈思远", "林晓梅", "赵国强", "黄雅婷", "周子涵", "吴建华")
_MENU = ("Overview", "Requests", "Patients", "Accounts", "Devices", "Reports", "Archive", "Settings")
_CHINESE_MENU = ("概览", "工单", "客户", "账户", "设备", "报表", "归档", "设置")


@cache
def _font(size: int, is_chinese: bool) -> _Font:
    for name in _CHINESE_FONTS if is_chinese else _LATIN_FONTS:
        for folder in _FONT_FOLDERS:
            for path in Path(folder).rglob(name):
                return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)


def has_chinese_font() -> bool:
    return any(any(Path(folder).rglob(name)) for name in _CHINESE_FONTS for folder in _FONT_FOLDERS)


@dataclass(frozen=True, slots=True)
class Item:
    """A text that a reader has to find, and its pixels."""

    text: str
    region: Region


@dataclass(slots=True)
class DrawnScreen:
    """A screen under construction. Lengths are logical; `scale` makes them pixels."""

    width: int
    height: int
    scale: float
    items: list[Item] = field(default_factory=list)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), _DESK)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 3) -> None:
        edges = tuple(round(edge * self.scale) for edge in (x, y, x + width, y + height))
        ImageDraw.Draw(self.image).rounded_rectangle(edges, round(radius * self.scale), fill, _EDGE)

    def text(self, x: float, y: float, words: str, size: float = 13, colour: Colour = _INK) -> None:
        """Draw words; they become an item."""
        at = (round(x * self.scale), round(y * self.scale))
        face = _font(round(size * self.scale), any(character > "\u2e7f" for character in words))
        draw = ImageDraw.Draw(self.image)
        draw.text(at, words, fill=colour, font=face)
        left, top, right, bottom = draw.textbbox(at, words, font=face)
        self.items.append(Item(words, Region.from_edges(int(left), int(top), int(right) + 1, int(bottom) + 1)))

    def capture(self) -> Capture:
        width, height = self.image.size
        return Capture(width, height, self.image.tobytes(), CaptureOrigin.SCREEN, scale=self.scale)


def form(width: int, height: int, scale: float = 1.0, clock: str = "09:41", is_chinese: bool = False) -> DrawnScreen:
    """Return a record in a business application: menu, fields with labels, remarks, buttons, a task bar."""
    screen = DrawnScreen(width, height, scale)
    across, down = width / scale, height / scale
    screen.box(0, 0, across, 34, _ACCENT, radius=0)
    title = "客户服务平台 工单 40718" if is_chinese else "Service desk - request 40718"
    screen.text(14, 8, title, 14, _PAPER)
    for number, entry in enumerate(_CHINESE_MENU if is_chinese else _MENU):
        screen.text(22, 56 + 32 * number, entry, 13, _FAINT)
    screen.box(180, 50, across - 200, down - 110, _PAPER)
    for number, (label, value) in enumerate(_CHINESE_FIELDS if is_chinese else _FIELDS):
        x, y = 204 + 420 * (number % 2), 76 + 44 * (number // 2)
        screen.text(x, y + 5, label, 13, _FAINT)
        screen.box(x + 120, y, 270, 28, _PAPER)
        screen.text(x + 130, y + 6, value)
    for number, line in enumerate(_CHINESE_REMARKS if is_chinese else _REMARKS):
        screen.text(204, 352 + 24 * number, line)
    for number, label in enumerate(("保存", "取消") if is_chinese else ("Save", "Cancel")):
        screen.box(204 + 110 * number, 452, 96, 30, _DESK)
        screen.text(226 + 110 * number, 459, label)
    screen.box(0, down - 40, across, 40, (232, 233, 238), radius=0)
    screen.text(16, down - 28, "就绪" if is_chinese else "Ready", 12)
    screen.text(across - 70, down - 28, clock, 12)
    return screen


_FIELDS = (
    ("Name", "Amelia Hart"),
    ("Customer no.", "K-2290-4471"),
    ("E-mail", "amelia.hart@northclinic.example"),
    ("Phone", "+44 20 7946 0321"),
    ("Card number", "5500 0055 5555 5559"),
    ("Valid until", "11/29"),
    ("Computer", "WS-RAD-0417"),
    ("Address", "10.48.3.117"),
    ("User name", "ahart02"),
    ("Password", "Maple!River58"),
    ("Account", "GB29 NWBK 6016 1331 9268 19"),
    ("Opened", "2026-11-20 08:55"),
)
_CHINESE_FIELDS = (
    ("姓名", "陈思远"),
    ("客户编号", "K-2290-4471"),
    ("电子邮箱", "chen.siyuan@bank.example.cn"),
    ("手机号码", "13812345678"),
    ("银行卡号", "6222 0212 3456 7890 128"),
    ("有效期", "11/29"),
    ("计算机名", "WS-RAD-0417"),
    ("网络地址", "10.48.3.117"),
    ("用户名", "chensy02"),
    ("密码", "Maple!River58"),
    ("身份证号", "11010519491231002X"),
    ("登记时间", "2026-11-20 08:55"),
)
_REMARKS = (
    "The printer on the second floor stopped after the update KB5034441.",
    "Error 0x8007011B appears as soon as a document is sent to it.",
    "Other computers in the same room still print without any trouble.",
)
_CHINESE_REMARKS = (
    "更新 KB5034441 之后，二楼的打印机无法使用。",
    "发送文档时立即出现错误 0x8007011B。",
    "同一房间的其他电脑可以正常打印。",
)


def grid(width: int, height: int, scale: float = 1.0, clock: str = "09:41") -> DrawnScreen:
    """Return a list of people that fills the screen: every cell another text."""
    dice = random.Random(width * height)  # noqa: S311  # made-up names, not secrets
    screen = DrawnScreen(width, height, scale)
    across, down = width / scale, height / scale
    screen.box(0, 0, across, 30, _ACCENT, radius=0)
    screen.text(14, 7, "Directory", 13, _PAPER)
    screen.text(across - 70, 7, clock, 13, _PAPER)
    has_chinese = has_chinese_font()
    columns = range(16, int(across) - 170, 210)
    for row, y in enumerate(range(44, int(down) - 30, 26)):
        screen.box(8, y + 21, across - 16, 0, _EDGE, radius=0)
        for column, x in enumerate(columns):
            screen.text(x, y, _cell((row + column) % 6, dice, has_chinese))
    return screen


def _cell(kind: int, dice: random.Random, has_chinese: bool) -> str:
    given, family = dice.choice(_NAMES).split()
    number = dice.randrange(10**7, 10**8)
    if kind == 0:
        return dice.choice(_CHINESE_NAMES) if has_chinese else f"{family}, {given}"
    return (
        f"{given} {family}",
        f"{given[0].lower()}.{family.lower()}{number % 97}@corp.example",
        f"+49 30 {number}",
        f"10.{number % 250}.{number // 7 % 250}.{number // 11 % 250}",
        f"PC-{number:08X}"[:11],
    )[kind - 1]
