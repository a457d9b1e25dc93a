"""E-mail addresses, also where OCR put a space beside the sign or a comma for the last dot."""

import re
from collections.abc import Iterator

from engine.domain.finding import EntityType, TextFinding
from engine.redaction.words.sieve import Pattern

_ADDRESS = Pattern(
    r"[A-Za-z0-9À-ɏ_][\w.+%'#&\-]{0,63} ?@ ?(?:[A-Za-z0-9À-ɏ\-]{1,63} ?[.,]){1,5}[A-Za-z][A-Za-z01]{1,17}(?![\w@]|:[/~]|\.[A-Za-z]{2})",  # noqa: E501
    re.ASCII,
)
_NEXT_SENTENCE = re.compile(r"(@.+\.[a-z]{2,8})[.,] ?[A-Z][a-z]+$")
"""`write to anna@site.org.Mail`: where the reader, or the end of a line, took the gap."""
_GLUED_LABEL = Pattern(r"(?:[Ee]-?[Mm]ail|E-?Mail|[Mm]ail[Tt]o|[Cc]ourriel|[Cc]orreo|UPN|[Ll]ogin)(?=[a-z])")
"""Where the reader lost the gap behind a label."""
_WITHOUT_DOT = Pattern(
    r"(?:(?i:\be-?mails?\b|\bmail ?to\b|\bcorreo\b|\bcourriel\b)|邮箱|邮件|郵箱|信箱)[:= ]{1,3}([A-Za-z0-9][\w.+\-]{1,40}@[A-Za-z0-9][\w\-]{3,40})(?![\w@]|\.\w)"  # noqa: E501
)
"""Where the reader lost the dot of the domain."""
_PAYMENT = Pattern(
    r"(?i)(?<![\w.@\-])[a-z0-9][\w.\-]{1,40}@(?:ok(?:axis|sbi|icici|hdfcbank|bank)|upi|ybl|paytm|ibl|axl|apl|[a-z]{2,8}bank|pix)(?![\w@]|\.\w)"
)
"""An address for payments in India, which has no dot."""
_IN_URL = Pattern(r"://[^\s/@]*$")
_ANNOUNCED = Pattern(
    r"(?:(?i:\b(?:e-?mail|mail ?to|from|to|cc|user|login|operator|sender|recipient|account)\b)|操作人|经办人|审批人|发件人|收件人|抄送|邮箱|邮件|账号|用户)[:= ]{1,3}"  # noqa: E501
    r"([a-z][a-z0-9]{1,15}[._][a-z0-9]{2,20}(?:e|a|©|®|Q|0|\(a\))[a-z0-9][a-z0-9\-]{2,30}\.(?:com|cn|net|org|de|co\.uk|eu|io|gov\.cn|com\.cn))(?![\w@/])"
)
"""Where the reader took the sign for a letter: a given and a family name, joined, before a domain."""


def find(text: str) -> Iterator[TextFinding]:
    for match in _ANNOUNCED.finditer(text) if "." in text else ():
        yield TextFinding(EntityType.EMAIL, *match.span(1), 0.82, "place")
    if "@" not in text:
        return
    for match in _WITHOUT_DOT.finditer(text):
        yield TextFinding(EntityType.EMAIL, *match.span(1), 0.6, "label")
    for match in _PAYMENT.finditer(text):
        yield TextFinding(EntityType.EMAIL, match.start(), match.end(), 0.8, "shape")
    for match in _ADDRESS.finditer(text):
        if _IN_URL.search(text, 0, match.start()):
            continue  # `https://user:password@host`
        label = _GLUED_LABEL.match(match.group())
        end = match.start() + len(_NEXT_SENTENCE.sub(r"\1", match.group()))
        yield TextFinding(EntityType.EMAIL, match.start() + (label.end() if label else 0), end, 0.95, "shape")
