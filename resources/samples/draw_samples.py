"""Draws the sample screenshots: `python resources/samples/draw_samples.py`. Everybody on them is invented."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
SIZE = (1280, 760)
INK, FAINT, EDGE = (32, 34, 40), (104, 108, 118), (208, 212, 220)
BLUE, RED, WHITE, PAPER = (0, 95, 184), (196, 43, 28), (255, 255, 255), (246, 247, 250)
_FONTS = {"en": "DejaVuSans.ttf", "zh": "wqy-microhei.ttc"}


class Desk:
    """A picture of a desktop under construction."""

    def __init__(self, language: str) -> None:
        self.font = _FONTS[language]
        self.image = Image.new("RGB", SIZE)
        self.draw = ImageDraw.Draw(self.image)
        for row in range(SIZE[1]):
            share = row / SIZE[1]
            shade = (round(28 + 40 * share), round(68 + 60 * share), round(120 + 70 * share))
            self.draw.line((0, row, SIZE[0], row), shade)

    def text(self, x: int, y: int, words: str, size: int = 15, colour: tuple[int, int, int] = INK) -> None:
        self.draw.text((x, y), words, fill=colour, font=ImageFont.truetype(self.font, size))

    def window(self, box: tuple[int, int, int, int], title: str) -> None:
        left, top, right, _ = box
        self.draw.rounded_rectangle(box, 9, PAPER, EDGE)
        self.draw.rounded_rectangle((left, top, right, top + 38), 9, WHITE)
        self.draw.rectangle((left + 1, top + 28, right - 1, top + 38), WHITE)
        self.draw.line((left, top + 38, right, top + 38), EDGE)
        self.text(left + 18, top + 10, title)
        self.draw.line((right - 30, top + 14, right - 20, top + 24), FAINT, 2)
        self.draw.line((right - 20, top + 14, right - 30, top + 24), FAINT, 2)

    def field(self, x: int, y: int, label: str, value: str, indent: int, width: int) -> None:
        self.text(x, y + 7, label, colour=FAINT)
        self.draw.rounded_rectangle((x + indent, y, x + indent + width, y + 32), 5, WHITE, EDGE)
        self.text(x + indent + 10, y + 7, value)

    def button(self, x: int, y: int, words: str, is_main: bool = False) -> None:
        self.draw.rounded_rectangle((x, y, x + 120, y + 34), 6, BLUE if is_main else WHITE, EDGE)
        self.text(x + 22, y + 8, words, colour=WHITE if is_main else INK)


def english() -> Image.Image:
    desk = Desk("en")
    desk.window((40, 40, 700, 420), "Account - Staff Portal")
    rows = (
        ("Full name", "Margaret Hollis"),
        ("User name", "mhollis"),
        ("E-mail", "m.hollis@stannes-hospital.example"),
        ("Phone", "+44 20 7946 0311"),
        ("Temporary password", "Winter!Bridge47"),
        ("Computer name", "DESKTOP-K4M82QT"),
    )
    for index, (label, value) in enumerate(rows):
        desk.field(70, 98 + 46 * index, label, value, 190, 400)
    desk.button(430, 376, "Cancel")
    desk.button(560, 376, "Save", True)
    desk.window((420, 300, 1010, 520), "Windows Update")
    desk.text(446, 360, "There were problems installing some updates.", 17)
    desk.text(446, 394, "2026-11 Cumulative Update (KB5034441)", colour=FAINT)
    desk.text(446, 420, "Install error - 0x80070643", colour=RED)
    desk.text(446, 446, "Version 10.0.19045.5131   Build 26100.2314", 14, FAINT)
    desk.button(864, 470, "Retry", True)
    desk.window((560, 545, 1240, 735), "Command Prompt")
    lines = (
        "C:\\Users\\mhollis> ipconfig /all",
        "   IPv4 Address. . . . : 10.42.17.203",
        "   Subnet Mask . . . . : 255.255.255.0",
        "   Physical Address. . : 3C-52-82-1F-9A-E4",
        "C:\\Users\\mhollis> net use Z: \\\\fs02\\wards",
        "System error 53 has occurred.",
    )
    for index, line in enumerate(lines):
        desk.text(584, 594 + 22 * index, line, 14)
    return desk.image


def chinese() -> Image.Image:
    desk = Desk("zh")
    desk.window((40, 40, 720, 470), "客户信息 - 柜面业务系统")
    rows = (
        ("客户姓名", "周雨桐"),
        ("身份证号", "110101199003078515"),
        ("手机号码", "13911112222"),
        ("银行卡号", "6222 0212 3456 7890 128"),
        ("联系地址", "北京市西城区金融大街35号2号楼801室"),
        ("电子邮箱", "zhou.yutong@mail.example.cn"),
    )
    for index, (label, value) in enumerate(rows):
        desk.field(70, 98 + 46 * index, label, value, 130, 460)
    desk.text(70, 388, "经办人：陈建国", colour=FAINT)
    desk.text(300, 388, "工单号 20261122001", colour=FAINT)
    desk.button(440, 424, "取消")
    desk.button(580, 424, "提交", True)
    desk.window((470, 330, 1010, 510), "错误")
    desk.text(496, 390, "无法连接到打印服务，错误代码 0x0000011b", 17)
    desk.text(496, 424, "服务器 10.20.30.41 拒绝访问，事件 ID 7034", colour=FAINT)
    desk.button(864, 460, "重试", True)
    desk.window((560, 540, 1240, 735), "聊天")
    for index, line in enumerate(
        (
            "王女士：打印机又连不上了，昨天装了 KB5034441",
            "我：请告诉我您的登录名",
            "账号：zhouyt05   密码：Qiu7#feng",
            "我：收到，稍后请重启",
        )
    ):
        desk.text(584, 596 + 32 * index, line)
    return desk.image


if __name__ == "__main__":
    english().save(HERE / "support-en.png", optimize=True)
    chinese().save(HERE / "support-zh.png", optimize=True)
