"""What fixes are called that come in without a uid, and which language they are in."""

from __future__ import annotations

import hashlib
import re

from engine.wording import Language

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SLUG_CHARS = 50


def guessed_language(text: str) -> Language:
    """Tell the language from the letters."""
    return Language.ZH if _CHINESE.search(text) else Language.EN


def uid_for(origin: str, key: str, taken: set[str]) -> str:
    """Return a uid that is the same when the same file is read again, and add it to those that are `taken`."""
    slug = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:_SLUG_CHARS]
    if not slug or not key.isascii():
        slug = (slug + "-" if slug else "") + hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()[:10]
    uid, count = f"{origin}-{slug}", 1
    while uid in taken:
        count += 1
        uid = f"{origin}-{slug}-{count}"
    taken.add(uid)
    return uid
