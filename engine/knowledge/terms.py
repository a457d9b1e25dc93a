"""What a text is about, as terms that can be counted: stems of words, numbers, pairs of Chinese characters.

Single Chinese characters count too, but little: they join what pairs alone would miss (`打不了印`, `打印`).
A single letter or digit counts only in a pair with the Chinese character after it: `C盘`, `U盾`. One space
within a pair does not part it, since both people and OCR put them there: `C 盘`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from engine.domain.search_text import normalised_with_origins, runs, stands_alone
from engine.knowledge.kindred import kindred

_STOP_WORDS = """
a about after again all also always am an and any anymore anything are as at be because been before
but by can cant colleague company could customer d did didn do does doesn doing don each even every
everything for from get gets getting give given go goes going got had has have having he hello her
here hi him his how i if in into is isn it its just keep keeps kept know let like ll m make makes me
morning my need never no not now of on once one only or our out please re s said say saying says she
should since so some somebody someone something still suddenly t tell tells than thanks that the
their them then there these they thing this those to today told too tried try trying until up us use
used user using ve very want was wasn we were what when whenever where which while who whole why
will with won work working works would yesterday you your yours
"""
_STOP_PAIRS = """
怎么 么办 什么 我的 我们 一个 请问 如何 这个 那个 没有 可以 一下 时候 为什 就是 还是 总是 一直 现在
今天 昨天 不能 不了 无法 出现 提示 显示 问题 帮我 帮忙 您好 你好 同事 客户 用户 他的 她的 办呢 为何
是不 不是 怎样 了怎 是什 了什 有什 解决 公司 之后 以后 然后 突然 有点 的时 候就 一点
"""
_SILENT = frozenset((_STOP_WORDS + _STOP_PAIRS).split())
"""Words that stand in every question and say nothing about the trouble."""
KINDRED_WEIGHT = 0.7
"""Of a group of words that mean the same, beside the words themselves."""
_KINDRED = "~"
_FUNCTION = frozenset("的了是一在和就都而及与着我你他她它们这那个以后也很到说要去还把被让给吧呢吗啊老又再")
"""Characters that join words: a pair with one of them is mostly a seam between two words."""
_SEAM_WEIGHT = 0.4
_MODEL_NAME_MAX = 5
"""Letters and digits that are one name when they touch: `K3`, `U8`, `F12`."""
_LONE_WEIGHT = 0.15
"""Of a single Chinese character, beside 1 for a pair or a word."""


_KEPT_STEMS = 20_000


class Term(NamedTuple):
    """One term of a text and where it stands there (half-open offsets). A tuple: a collection makes half a million."""

    value: str
    weight: float
    start: int
    end: int


def terms(text: str) -> Iterator[Term]:
    """Yield the terms of a text in order, without words that say nothing; then the groups that they belong to."""
    form, origins = normalised_with_origins(text)
    before, before_end = "", 0
    letters, letters_end = "", -1
    for run, start in runs(form):
        end = start + len(run)
        left, right = origins[start], origins[end - 1] + 1
        if len(run) == 1 and stands_alone(run):
            yield Term(run, _LONE_WEIGHT, left, right)
            pair = before + run
            if form[before_end:start] in ("", " ") and before and pair not in _SILENT:
                weight = _SEAM_WEIGHT if _FUNCTION & set(pair) else 1.0
                yield Term(pair, weight, origins[before_end - 1], right)
            before, before_end = run, end
        else:
            if run.isdecimal() and start == letters_end and len(letters) + len(run) <= _MODEL_NAME_MAX:
                yield Term(letters + run, 1.0, origins[start - len(letters)], right)
            letters, letters_end = ("", -1) if run.isdecimal() else (run, end)
            if len(run) == 1:
                before, before_end = run, end
            elif run not in _SILENT or _is_acronym(text[left:right]):
                yield Term(stem(run), 1.0, left, right)
    for group, start, end in kindred(form):
        yield Term(f"{_KINDRED}{group}", KINDRED_WEIGHT, origins[start], origins[end - 1] + 1)


def is_kindred(value: str) -> bool:
    """Whether a term is a group of words that mean the same, not one of the words."""
    return value.startswith(_KINDRED)


def _is_acronym(written: str) -> bool:
    """Whether a word that would be silent is a name: `HIS` is a hospital's system, `his` is not."""
    return len(written) > 1 and written.isascii() and written.isupper()


@lru_cache(_KEPT_STEMS)
def stem(word: str) -> str:
    """Cut the commonest English endings, so that `printing`, `printers` and `printed` meet.

    Coarse on purpose: a rare false meeting costs less than a missed one.
    """
    for ending, least in (("ing", 3), ("ers", 4), ("er", 4), ("ed", 3), ("es", 3), ("s", 3), ("e", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
