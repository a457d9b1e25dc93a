"""The screens on which redaction is judged: what a support desk sees, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from engine.domain.finding import EntityType as E
from tests.screens.canvas import Screen

_BLUE = (0, 103, 192)
_WHITE = (255, 255, 255)


def login(language: str, is_dark: bool, scale: float) -> Screen:
    """A form with labels left of their fields, and a button."""
    screen = Screen(f"login-{language}", 620, 420, is_dark, scale)
    zh = language == "zh"
    screen.box(40, 24, 540, 372, (45, 46, 50) if is_dark else (255, 255, 255))
    screen.text(64, 40, "登录到内部系统" if zh else "Sign in to the portal", size=20, family="bold")
    rows: list[tuple[str, str, E]] = [
        ("用户名：" if zh else "User name:", "zhangwei08" if zh else "mkowalski", E.USERNAME),
        ("密码：" if zh else "Password:", "Tr4vel!Sun92", E.PASSWORD),
        ("手机号码：" if zh else "Phone:", "13912345678" if zh else "+1 415 555 2671", E.PHONE),
        ("邮箱：" if zh else "E-mail:", "wei.zhang@bank.example.cn" if zh else "m.kowalski@example.org",
         E.EMAIL),
        ("身份证号：" if zh else "Card number:", "11010519491231002X" if zh else "4111 1111 1111 1111",
         E.CN_ID if zh else E.BANK_CARD),
    ]  # fmt: skip
    for index, (label, value, kind) in enumerate(rows):
        y = 92 + index * 46
        screen.text(64, y + 6, label)
        screen.box(190, y, 350, 32, (32, 33, 36) if is_dark else (252, 252, 252), outline=screen.edge)
        screen.text(200, y + 7, (value, kind))
    screen.box(420, 340, 120, 34, _BLUE)
    screen.text(446, 348, ("登录" if zh else "Sign in", None), colour=_WHITE)
    screen.text(64, 350, ("错误代码 0x80070005" if zh else "Error 0x80070005", None), size=13)
    return screen


def mail(language: str, is_dark: bool, scale: float) -> Screen:
    """A message with addresses, a phone number in the text, and a temporary password in prose."""
    screen = Screen(f"mail-{language}", 900, 420, is_dark, scale)
    if language == "zh":
        screen.text(30, 20, ("打印机无法连接", None), size=18)
        screen.text(30, 56, "发件人：", ("li.na@hospital.example.cn", E.EMAIL), size=13)
        screen.text(30, 80, "收件人：", ("helpdesk@hospital.example.cn", E.EMAIL), size=13)
        screen.text(30, 120, "您好,我的电脑今天更新 ", ("KB5034441", None), " 之后就无法打印。")
        screen.text(30, 148, "请拨打 ", ("13800138000", E.PHONE), " 联系我。")
        screen.text(30, 176, "临时密码是 ", ("Yx7#pq29", E.PASSWORD), " 请尽快修改。")
        screen.text(30, 204, "打印机地址 ", ("10.20.30.41", E.IP), " 驱动版本 ", ("4.7.2.1", None))
        screen.text(30, 232, "银行卡号：", ("6222021234567890128", E.BANK_CARD))
        return screen
    screen.text(30, 20, ("Printer cannot connect", None), size=18, family="bold")
    screen.text(30, 56, "From: ", ("anna.schmidt@clinic.example.com", E.EMAIL), size=13)
    screen.text(30, 80, "To: ", ("helpdesk@clinic.example.com", E.EMAIL), size=13)
    screen.text(30, 120, "Hello, since the update ", ("KB5034441", None), " I cannot print any more.")
    screen.text(30, 148, "Please call me back at ", ("(212) 555-0187", E.PHONE), " before noon.")
    screen.text(30, 176, "My temporary password is ", ("Yx7#pq29", E.PASSWORD), " as you told me.")
    screen.text(30, 204, "The printer is ", ("10.20.30.41", E.IP), ", driver version ", ("4.7.2.1", None))
    screen.text(30, 232, "Refund to ", ("DE89 3704 0044 0532 0130 00", E.IBAN), " please.")
    return screen


def terminal(language: str, is_dark: bool, scale: float) -> Screen:
    """A console: configuration, addresses, tokens, a private key whose end is off the screen."""
    screen = Screen(f"terminal-{language}", 900, 470, is_dark, scale)

    def line(number: int, *pieces: str | tuple[str, E | None]) -> None:
        screen.text(16, 14 + number * 22, *pieces, size=14, family="mono")

    line(0, "$ cat .env")
    line(1, "DB_PASSWORD=", ("hunter2secret", E.PASSWORD))
    line(2, "API_TOKEN=", ("ghp_x7Kd93mQpLz81VbNw2RtYc64HsJf05AeUq3T", E.SECRET))
    line(3, "$ ip addr show eth0")
    line(4, "link/ether ", ("3c:52:82:1f:9a:e4", E.MAC), " brd ff:ff:ff:ff:ff:ff")
    line(5, "inet ", ("192.168.17.23", E.IP), "/24 netmask ", ("255.255.255.0", None))
    line(6, "$ ping -c1 127.0.0.1", "  # loopback")
    line(7, "Event ID ", ("7034", None), "  code ", ("0x8007274C", None), "  port ", ("3389", None))
    line(8, "$ dir C:\\Users\\", ("jmeier", E.USERNAME), "\\Documents")
    line(9, "$ cat id_rsa")
    line(10, ("-----BEGIN RSA PRIVATE KEY-----", E.PRIVATE_KEY))
    for index, body in enumerate(
        (
            "MIIEpAIBAAKCAQEA7bq2vXk1Rz9sYw3HnT5uLd8JfQe6Mg0PxVc4Wk2tBiZrO7yS",
            "a9FhKp3mXs1Vq8LdJt6WcRz0YuNe5BgTi2QoHk7vPx4CfMw9Zr3Sy1AlDj6Ub8Ge",
            "kT0nVx5LqRm2Wp9YcZs4HfBd7JuKi3Oa1XgEv6Nt8QrMy0PwCl5Sz2Fb9DhTj7Uk",
            "Zq3Lw8Vn1Xr6Ky5Tp0Bm4Gc9Hd2Js7FfRa3Oe8Qi1Wu6Ez5Nt0Px4Mv9Lb2Ck7Sg",
        )
    ):
        line(11 + index, (body, E.PRIVATE_KEY))
    return screen


def table(language: str, is_dark: bool, scale: float) -> Screen:
    """A list of people: a header row, a column each for name, phone and e-mail."""
    screen = Screen(f"table-{language}", 940, 330, is_dark, scale)
    zh = language == "zh"
    columns = (20, 140, 330, 540, 800)
    heads = ("序号", "姓名", "手机", "电子邮箱", "状态") if zh else ("No.", "Name", "Phone", "E-mail", "Status")
    people = (
        [
            ("王小明", "13701234567"),
            ("李娜", "18612345678"),
            ("张伟", "15900001111"),
            ("欧阳静", "13344445555"),
        ]
        if zh
        else [
            ("Peter Novak", "+44 20 7946 0958"),
            ("Maria Garcia", "+49 30 901820"),
            ("John Smith", "+1 202 555 0143"),
            ("Aiko Tanaka", "+81 3 1234 5678"),
        ]
    )
    screen.box(10, 10, 920, 36, (60, 62, 68) if is_dark else (232, 234, 238), radius=0)
    for x, head in zip(columns, heads, strict=True):
        screen.text(x, 18, head, family="bold")
    for index, (name, phone) in enumerate(people):
        y = 62 + index * 40
        screen.box(10, y + 26, 920, 1, radius=0)
        screen.text(columns[0], y, (f"20{index + 17}", None))
        screen.text(columns[1], y, (name, E.PERSON))
        screen.text(columns[2], y, (phone, E.PHONE))
        screen.text(columns[3], y, (f"user{index}x@corp.example.com", E.EMAIL))
        screen.text(columns[4], y, ("正常" if zh else "Active", None))
    return screen


def chat(language: str, is_dark: bool, scale: float) -> Screen:
    """Speech bubbles: text on filled blocks, beside filled avatars."""
    screen = Screen(f"chat-{language}", 700, 400, is_dark, scale)
    zh = language == "zh"
    bubble, green = ((58, 60, 66) if is_dark else (235, 236, 240)), (30, 120, 70)
    for y, is_mine in ((20, False), (110, True), (200, False), (290, True)):
        x = 640 if is_mine else 14
        screen.box(x, y, 44, 44, _BLUE if is_mine else green, radius=22)
        screen.text(x + 10, y + 14, "我" if zh and is_mine else "AB", colour=_WHITE)
        screen.box(80, y - 4, 540, 66, _BLUE if is_mine else bubble, radius=12)
    mine = _WHITE
    if zh:
        screen.text(96, 4 + 20, "电脑弹出错误 ", ("0x80070035", None))
        screen.text(96, 46, "我的工位电话是 ", ("021-61234567", E.PHONE))
        screen.text(96, 114, "请把用户名和密码发给我", colour=mine)
        screen.text(96, 204, "账号：", ("wangxm01", E.USERNAME))
        screen.text(96, 230, "密码：", ("Spring2026!", E.PASSWORD))
        screen.text(96, 294, "收到,我已发到 ", ("ops@desk.example.cn", E.EMAIL), colour=mine)
    else:
        screen.text(96, 24, "The PC shows error ", ("0x80070035", None))
        screen.text(96, 46, "My extension is ", ("+49 89 636 48018", E.PHONE))
        screen.text(96, 114, "Send me the user name and the password", colour=mine)
        screen.text(96, 204, "user: ", ("wangxm01", E.USERNAME))
        screen.text(96, 230, "password: ", ("Spring2026!", E.PASSWORD))
        screen.text(96, 294, "Thanks, mailed to ", ("ops@desk.example.com", E.EMAIL), colour=mine)
    return screen


PAGES: tuple[Callable[[str, bool, float], Screen], ...] = (login, mail, terminal, table, chat)


def all_screens(scales: tuple[float, ...] = (1.0, 1.5, 2.0)) -> Iterator[Screen]:
    """Every page in both languages, light and dark, at each scale."""
    for page, language, is_dark, scale in product(PAGES, ("en", "zh"), (False, True), scales):
        screen = page(language, is_dark, scale)
        screen.name = f"{screen.name}-{'dark' if is_dark else 'light'}-{round(scale * 100)}"
        yield screen
