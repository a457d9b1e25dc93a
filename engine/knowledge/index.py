"""Finds the fixes that fit a question and the text on a screen.

All language variants of a fix are one document, so that a Chinese question finds what only the English
variant says, and the agent still gets the variant of the language asked for. Ranking is BM25 with weighted
fields (a hit in the title counts more than one in the steps), over the terms of `engine.knowledge.terms`; an
error code that stands in the question or on the screen outweighs all of it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.domain.knowledge import CannedFix, FixUsage, Passage
from engine.domain.search_text import QueryTerm, contains, normalised, query_terms
from engine.knowledge.codes import CodeBook, canonical
from engine.knowledge.cohesion import Cohesion
from engine.knowledge.reading import Lines
from engine.knowledge.slips import SLIP_WEIGHT, Spelling
from engine.knowledge.terms import KINDRED_WEIGHT, Term, is_kindred, stem, terms
from engine.wording import Language, say

_FIELDS = {"title": 4.0, "symptom": 3.5, "label": 2.0, "text": 1.0}
"""The fields of a fix, the most telling first, and how much a term in each counts."""
_SATURATION = 4.0
"""BM25's k1, in units of weighted counts: the larger, the more a repeated term adds."""
_LENGTH_SHARE = 0.15
"""BM25's b: how far long fixes are held back."""
_SCREEN_SHARE = 0.25
"""What a term on a screen full of text counts beside one in the question: it also holds menus and the like."""
_DIALOG_SHARE = 0.75
"""What one counts where the screen shows next to nothing else."""
_DIALOG_TERMS = 40
"""With so many terms the share is half-way between the two."""
_TOLD_AGAIN, _MOST_TOLD = 0.5, 2.0
"""What each further word for the same kind of trouble adds, and what all of them may come to."""
_CODE_BONUS = 12.0
_BARE_NUMBER_BONUS = 3.0
_USE_BONUS = 0.15
_SOLVED_SHARE = 0.3
"""How far a fix rises that surely helps, or falls that surely does not."""
_APPLICATION_SHARE = 0.25
"""How far a fix rises that is for the program on the screen."""
_PRODUCT_SHARE = 0.5
"""How far a fix rises whose product the question names, if that product is as rare as can be."""
_UNNAMED_SHARE = 0.9
"""What a fix counts whose title names a product that neither the question nor the screen names."""
_TAG_SHARE = 0.5
"""What one of its tags counts beside its name: it may be another name, or what it is for."""
_LEAST_SCORE = 1.3
"""What a fix must reach to be offered without an error code, in units of the root of what the rarest word is worth.

Measured with `bench fixes`: of questions about something else one in five is offered a fix (it says "meeting", and
there are fixes for meetings). The root, because in a large collection a word is rarer and yet says no more.
"""
_SMALLEST_COLLECTION = 100
"""How rare a word is cannot be told from a handful of fixes; they are counted as if they were so many."""
_NEAR_BEST = 0.35
"""A fix that reaches less than this share of the best one's score is left out."""
_REASON_WORDS = 3
_LARGE_COLLECTION = 500
"""A smaller one is read again sooner than what was read of it is worth its memory."""
_UNUSED = FixUsage()
_NO_USAGE: Mapping[str, FixUsage] = MappingProxyType({})


@dataclass(slots=True)
class _Entry:
    """All variants of one fix, counted."""

    uid: str
    variants: dict[Language, CannedFix] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    weights: dict[str, float] = field(default_factory=dict)
    """Weighted count of each term over all fields."""
    length: float = 0.0
    product: set[str] = field(default_factory=set)
    """The terms of the product that it is for."""
    tags: set[str] = field(default_factory=set)
    forms: dict[Language, str] = field(default_factory=dict)
    """All that a variant says, in normal form, for the palette."""

    def add(self, fix: CannedFix, cohesion: Cohesion, lines: Lines) -> None:
        self.variants[fix.language] = fix
        self.forms[fix.language] = normalised(_all_text(fix))
        for line in lines.read(fix.product):
            self.product.update(line.telling)
        for tag in fix.tags:
            for line in lines.read(tag):
                self.tags.update(line.telling)
        for name, text in _field_texts(fix):
            counts = self.counts[name]
            for line in lines.read(text):
                cohesion.learn(line)
                counts.update(line.values)
            if name == "label":  # what a program is called and is for says nothing about its trouble
                for value in [value for value in counts if is_kindred(value)]:
                    del counts[value]

    def weigh(self) -> None:
        weights: dict[str, float] = defaultdict(float)
        for name, counts in self.counts.items():
            for value, count in counts.items():
                weights[value] += _FIELDS[name] * min(count, 3)
        self.weights = dict(weights)
        self.length = sum(weights.values())

    @property
    def names_product(self) -> bool:
        """Whether its title says which product it is for."""
        return not self.product.isdisjoint(self.counts["title"])

    def codes(self) -> dict[str, str]:
        """Return its error codes by their canonical form: two fixes may spell one code in two ways."""
        return {canonical(code): code for fix in self.variants.values() for code in fix.error_codes}

    def in_language(self, language: Language) -> CannedFix:
        return self.variants.get(language) or next(iter(self.variants.values()))


@dataclass(slots=True)
class _Match:
    """How a fix fits, and why."""

    entry: _Entry
    score: float = 0.0
    codes: list[str] = field(default_factory=list)
    is_certain: bool = False
    """A code was found that cannot mean anything else."""


class FixIndex:
    """An in-memory index over some thousand fixes. It does not change; make a new one when the fixes do."""

    def __init__(self, fixes: Iterable[CannedFix], before: FixIndex | None = None) -> None:
        """`before` is the index that this one takes the place of: what it has read is not read again."""
        fixes = tuple(fixes)
        lines: Lines = before._lines.kept_for(map(_read_text, fixes)) if before else Lines()
        self._entries: dict[str, _Entry] = {}
        self._postings: dict[str, list[str]] = defaultdict(list)
        self._code_owners: dict[str, list[str]] = defaultdict(list)
        self._cohesion = Cohesion()
        for fix in fixes:
            self._entries.setdefault(fix.uid, _Entry(fix.uid)).add(fix, self._cohesion, lines)
        self._lines: Lines = lines if len(fixes) >= _LARGE_COLLECTION else Lines()
        for entry in self._entries.values():
            entry.weigh()
            for value in entry.weights:
                self._postings[value].append(entry.uid)
            for form in entry.codes():
                self._code_owners[form].append(entry.uid)
        self._spelling = Spelling(self._postings)
        self._codes = CodeBook(self._code_owners)
        self._size = max(len(self._entries), _SMALLEST_COLLECTION)
        lengths = [entry.length for entry in self._entries.values()]
        self._mean_length = sum(lengths) / len(lengths) if lengths else 1.0

    def __len__(self) -> int:
        """Count the fixes, a fix in two languages once."""
        return len(self._entries)

    def suggest(
        self,
        question: str,
        screen_text: str = "",
        *,
        language: Language,
        limit: int = 3,
        application: str = "",
        usage: Mapping[str, FixUsage] = _NO_USAGE,
    ) -> tuple[Passage, ...]:
        """Return the fixes that fit, best first, numbered from 1, each once; nothing where nothing fits.

        `application` is the program whose window is shown, in words: it makes none fit, but puts its own first.
        """
        asked, shown = (tuple(self._cohesion.weighed(terms(text))) for text in (question, screen_text))
        asked = tuple(self._respelled(asked))
        matches = self._matches(asked, shown)
        self._add_codes(matches, question, screen_text)
        self._raise_products(matches, asked, shown)
        least = _LEAST_SCORE * math.sqrt(math.log(1 + self._size))
        good = [match for match in matches.values() if match.is_certain or match.score >= least]
        for match in good:
            _weigh_experience(match, usage.get(match.entry.uid, _UNUSED))
            if _matched_words(application, match.entry.counts["label"] + match.entry.counts["title"], set()):
                match.score *= 1 + _APPLICATION_SHARE
        good.sort(key=lambda match: (-match.score, match.entry.uid))
        near = [match for match in good if match.score >= _NEAR_BEST * good[0].score][:limit]
        return tuple(
            Passage(
                number=number,
                fix=match.entry.in_language(language),
                score=round(match.score, 3),
                reasons=self._reasons(match, question, screen_text, application, language, usage),
            )
            for number, match in enumerate(near, start=1)
        )

    def search(self, query: str, limit: int = 20, *, language: Language = Language.EN) -> list[CannedFix]:
        """Return the fixes for what an agent types into the palette.

        First those that hold every part of the query (by shortcut, title, the rest), then those that would
        stand beside an answer. An empty query gives them all, by category and title.
        """
        parts = query_terms(query)
        ranked: list[tuple[int, str, str]] = []
        for entry in self._entries.values():
            holding = [variant for variant, form in entry.forms.items() if _holds(form, parts)]
            if holding:
                fix = entry.in_language(language)
                rank = min(_palette_rank(entry.variants[variant], query) for variant in holding)
                ranked.append((rank, f"{fix.category}\0{fix.title}", entry.uid))
        found = [uid for *_, uid in sorted(ranked)]
        if parts and len(found) < limit:
            fitting = self.suggest(query, language=language, limit=limit)
            found += [passage.fix.uid for passage in fitting if passage.fix.uid not in found]
        return [self._entries[uid].in_language(language) for uid in found[:limit]]

    def _respelled(self, asked: Sequence[Term]) -> Iterator[Term]:
        """Yield terms as they are; after a word that no fix holds those that it may be a slip of."""
        for term in asked:
            yield term
            if term.value not in self._postings:
                for near in self._spelling.near(term.value):
                    yield Term(near, term.weight * SLIP_WEIGHT, term.start, term.end)

    def _matches(self, asked: Sequence[Term], shown: Sequence[Term]) -> dict[str, _Match]:
        """Score all fixes that share a term; each term counts once, at the weight of where it says most."""
        share = _screen_share(shown)
        weights = {value: weight * share for value, weight in _weights(shown).items()}
        weights |= _weights(asked)
        matches: dict[str, _Match] = {}
        for value, weight in weights.items():
            for uid in self._postings.get(value, ()):
                match = matches.setdefault(uid, _Match(self._entries[uid]))
                match.score += weight * self._term_score(match.entry, value)
        return matches

    def _term_score(self, entry: _Entry, value: str) -> float:
        stretch = 1 - _LENGTH_SHARE + _LENGTH_SHARE * entry.length / self._mean_length
        weight = entry.weights[value]
        return self._rarity(value) * weight / (weight + _SATURATION * stretch)

    def _rarity(self, value: str) -> float:
        """BM25's inverse document frequency, never below zero."""
        holders = len(self._postings.get(value, ()))
        return math.log(1 + (self._size - holders + 0.5) / (holders + 0.5))

    def _raise_products(self, matches: dict[str, _Match], asked: Sequence[Term], shown: Sequence[Term]) -> None:
        """Put the fixes for a product that is named before those for others that share the other words."""
        values = {term.value for term in (*asked, *shown) if term.weight >= 1}
        for match in matches.values():
            rarity = self._rarest(values & match.entry.product)
            by_tag = _TAG_SHARE * self._rarest(values & match.entry.tags)
            match.score *= 1 + _PRODUCT_SHARE * max(rarity, by_tag) / math.log(1 + self._size)
            if not (rarity or by_tag) and match.entry.names_product:
                match.score *= _UNNAMED_SHARE

    def _rarest(self, values: Iterable[str]) -> float:
        return max((self._rarity(value) for value in values), default=0.0)

    def _add_codes(self, matches: dict[str, _Match], question: str, screen_text: str) -> None:
        """Raise the fixes whose error codes stand in the texts; on a screen only what is certainly a code."""
        found: dict[str, bool] = {hit.code: True for hit in self._codes.hits(screen_text) if hit.is_certain}
        for hit in self._codes.hits(question):
            found[hit.code] = found.get(hit.code, False) or hit.is_certain
        for code, is_certain in sorted(found.items()):
            for uid in self._code_owners[code]:
                match = matches.setdefault(uid, _Match(self._entries[uid]))
                bonus = _CODE_BONUS if is_certain else _BARE_NUMBER_BONUS
                match.score += bonus if not match.codes else bonus / 4
                match.codes.append(match.entry.codes()[code])
                match.is_certain = match.is_certain or is_certain

    def _reasons(
        self,
        match: _Match,
        question: str,
        screen_text: str,
        application: str,
        language: Language,
        usage: Mapping[str, FixUsage],
    ) -> tuple[str, ...]:
        reasons = []
        if match.codes:
            reasons.append(("code", ", ".join(match.codes)))
        told = {normalised(code) for code in match.codes}
        for name in ("title", "symptom", "text"):
            if words := _matched_words(question, match.entry.counts[name], told):
                reasons.append((name, words))
        if words := _matched_words(screen_text, match.entry.counts["title"] + match.entry.counts["symptom"], told):
            reasons.append(("screen", words))
        for_program = match.entry.counts["label"] + match.entry.counts["title"]
        if words := _matched_words(application, for_program, set()):
            reasons.append(("application", words))
        fared = usage.get(match.entry.uid, _UNUSED)
        if marked := fared.solved + fared.not_solved:
            reasons.append(("solved", f"{fared.solved}/{marked}"))
        elif fared.uses:
            reasons.append(("used", str(fared.uses)))
        return tuple(say(f"fixes.reason_{name}", language, words=words) for name, words in reasons)


def _weights(found: Sequence[Term]) -> dict[str, float]:
    """Return what each term of a text counts: once, but a kind of trouble that is told in several words more."""
    places: Counter[str] = Counter({term.value: 0 for term in found})
    for value in {(term.value, term.start) for term in found}:
        places[value[0]] += 1
    return {
        term.value: term.weight * min(_MOST_TOLD, 1 + _TOLD_AGAIN * (places[term.value] - 1))
        if is_kindred(term.value)
        else term.weight
        for term in found
    }


def _screen_share(shown: Sequence[Term]) -> float:
    """Return what a term on the screen counts: the less stands there, the more each word is about the trouble."""
    count = len({term.value for term in shown if term.weight >= KINDRED_WEIGHT})
    return _SCREEN_SHARE + (_DIALOG_SHARE - _SCREEN_SHARE) * math.exp2(-count / _DIALOG_TERMS)


def _weigh_experience(match: _Match, fared: FixUsage) -> None:
    """Let a fix rise by what it is surely worth, and fall by what it surely is not; with no word on it neither."""
    match.score += _USE_BONUS * math.log1p(fared.uses)
    match.score *= 1 + _SOLVED_SHARE * (fared.solved_at_least + fared.solved_at_most - 1)


def _field_texts(fix: CannedFix) -> list[tuple[str, str]]:
    """Return the texts of a fix by field. Lines keep lists apart: no pair is made across two entries."""
    return [
        ("title", fix.title),
        ("symptom", "\n".join(fix.symptoms)),
        ("label", "\n".join([*fix.tags, fix.product, fix.category])),
        ("text", fix.body),
    ]


def _read_text(fix: CannedFix) -> str:
    return "\n".join(text for _, text in _field_texts(fix))


def _matched_words(text: str, counts: Mapping[str, int], told: set[str]) -> str:
    """Return the first words of a text that a field holds, as they are written, without those told before."""
    spans: list[tuple[int, int]] = []
    for term in sorted(terms(text), key=lambda term: (term.start, -term.end)):
        if term.weight < KINDRED_WEIGHT or not counts.get(term.value):
            continue
        start, end = _whole_word(text, term.start, term.end)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    words = list(dict.fromkeys(text[start:end] for start, end in spans))
    fresh = [word for word in words if normalised(word) not in told][:_REASON_WORDS]
    told.update(normalised(word) for word in fresh)
    return ", ".join(fresh)


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the word stands that a term is a piece of: nobody wrote the figures of a code by themselves."""
    while start and _is_latin(text[start - 1 : start + 1]):
        start -= 1
    while end < len(text) and _is_latin(text[end - 1 : end + 1]):
        end += 1
    return start, end


def _is_latin(letters: str) -> bool:
    return letters.isascii() and letters.isalnum()


def _holds(form: str, parts: Sequence[QueryTerm]) -> bool:
    """Whether a text holds every part of a query, or a word of the same stem: `printers` finds `printer`."""
    return all(part.needle in form or _word_stem(part.needle) in form for part in parts)


def _word_stem(needle: str) -> str:
    return stem(needle) if needle.isascii() and needle.isalpha() else needle


def _palette_rank(fix: CannedFix, query: str) -> int:
    """0 for the shortcut, 1 for a title that begins so, 2 for one that holds it, 3 for the rest."""
    wanted = normalised(query).strip()
    shortcut = normalised(fix.shortcut)
    if wanted and shortcut and wanted.lstrip("/") == shortcut.lstrip("/"):
        return 0
    title = normalised(fix.title)
    if wanted and title.startswith(wanted):
        return 1
    return 2 if contains(fix.title, query_terms(query)) else 3


def _all_text(fix: CannedFix) -> str:
    lists = (*fix.tags, *fix.os, *fix.error_codes, *fix.symptoms)
    return "\n".join([fix.title, fix.shortcut, fix.category, fix.product, *lists, fix.body])
