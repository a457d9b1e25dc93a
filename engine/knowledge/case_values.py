"""What a case can put into the blanks of a fix. Only from texts that are covered already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from engine.domain.search_text import normalised

_CODE = re.compile(r"\b0x[0-9a-f]{4,16}\b|\b[A-Z][A-Z0-9]{2,}(?:_[A-Z0-9]+)+\b", re.IGNORECASE)
_UPPER_CODE = re.compile(r"0[xX]|[A-Z0-9_]+")
_UPDATE = re.compile(r"\bKB\s?(\d{6,8})\b", re.IGNORECASE)
_VERSION = re.compile(r"\b(?:version|v|版本)\s*[:：]?\s*(\d+(?:\.\d+){1,3})\b", re.IGNORECASE)
_NAMES: Mapping[str, tuple[str, ...]] = {
    "error.code": ("error.code", "error_code", "code", "错误代码", "错误码"),
    "kb": ("kb", "update", "补丁", "更新"),
    "version": ("version", "版本"),
    "case.title": ("case.title", "title", "ticket.title", "ticket", "标题", "工单"),
    "product": ("product", "application", "app", "产品", "应用"),
    "date": ("date", "today", "日期", "今天"),
}
"""Under which names a blank asks for each."""


def case_values(*, title: str, question: str, screen_text: str, product: str, today: date) -> dict[str, str]:
    """Return what is known, by the names of the blanks. All texts must be covered."""
    text = f"{question}\n{screen_text}"
    codes = [code for code in _CODE.findall(text) if _UPPER_CODE.match(code)]
    update, version = _UPDATE.search(text), _VERSION.search(text)
    known = {
        "error.code": codes[0] if codes else "",
        "kb": f"KB{update[1]}" if update else "",
        "version": version[1] if version else "",
        "case.title": title,
        "product": product,
        "date": today.isoformat(),
    }
    return {normalised(name): value for key, value in known.items() if value for name in _NAMES[key]}
