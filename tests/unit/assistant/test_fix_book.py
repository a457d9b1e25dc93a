"""The desk's book of fixes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from engine.assistant.fix_book import FixBook, difference
from engine.domain.finding import CaseLabels
from engine.domain.knowledge import CannedFix, FixState, FixUsage
from engine.errors import KnowledgeError
from engine.wording import Language
from tests.fakes.redactor import WordRedactor
from tests.fakes.stores import MemoryStore

EN, ZH = Language.EN, Language.ZH
TODAY = date(2026, 11, 23)
OFFLINE = CannedFix(
    "offline", EN, "Printer shows offline", "1. Restart the spooler.", symptoms=("printer does not answer",)
)
QUESTION = "the printer is offline"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def book(store: MemoryStore) -> FixBook:
    return FixBook(store, WordRedactor("hunter2"), lambda: TODAY)


def offered(book: FixBook, question: str = QUESTION, **more: str) -> list[str]:
    return [passage.fix.uid for passage in book.suggest(question, "", language=EN, limit=9, **more)]


@pytest.mark.parametrize(
    ("change", "is_offered"),
    [
        ({}, True),
        ({"valid_until": TODAY}, True),
        ({"valid_until": date(2026, 11, 22)}, False),
        ({"state": FixState.DRAFT}, False),
        ({"state": FixState.RETIRED}, False),
    ],
)
def test_only_approved_and_valid_fixes_are_offered(book: FixBook, change: dict[str, object], is_offered: bool) -> None:
    book.put([replace(OFFLINE, **change)])  # type: ignore[arg-type]
    assert offered(book) == (["offline"] if is_offered else [])
    assert bool(book.search("offline", language=EN)) is is_offered


def test_a_fix_is_not_offered_any_more_on_the_day_after_its_last(store: MemoryStore) -> None:
    today = [TODAY]
    book = FixBook(store, WordRedactor(), lambda: today[0])
    book.put([replace(OFFLINE, valid_until=TODAY)])
    assert offered(book) == ["offline"]
    today[0] = date(2026, 11, 24)
    assert offered(book) == []


def test_a_fix_that_helped_comes_before_one_that_did_not(book: FixBook, store: MemoryStore) -> None:
    book.put([replace(OFFLINE, uid="a"), replace(OFFLINE, uid="b")])
    for uid, has_solved in [("a", False), ("a", False), ("a", False), ("b", True), ("b", True), ("b", True)]:
        store.mark_use(store.record_use(uid, None), has_solved=has_solved)
    assert offered(book) == ["b", "a"]
    reasons = book.suggest(QUESTION, "", language=EN, limit=1)[0].reasons
    assert "solved: 3/3" in reasons


def test_one_lucky_use_does_not_outweigh_many_good_ones() -> None:
    assert FixUsage(1, 0, 1, 0).solved_at_least < FixUsage(20, 0, 18, 2).solved_at_least
    assert FixUsage().solved_at_least == 0


def test_a_fix_for_the_program_on_the_screen_comes_first(book: FixBook) -> None:
    crash = CannedFix("a", EN, "Program closes by itself", "1. Repair it.", product="Visio")
    book.put([crash, replace(crash, uid="b", product="Outlook")])
    question = "the program closes by itself"
    assert offered(book, question) == ["a", "b"]
    assert offered(book, question, application="OUTLOOK.EXE Outlook") == ["b", "a"]
    best = book.suggest(question, "", language=EN, limit=1, application="Outlook")[0]
    assert "program: Outlook" in best.reasons


def test_the_program_alone_offers_nothing(book: FixBook) -> None:
    book.put([replace(OFFLINE, product="Outlook")])
    assert offered(book, "what is for lunch", application="Outlook") == []


def test_what_stands_in_the_place_of_covered_values_offers_nothing(book: FixBook) -> None:
    about_names = replace(OFFLINE, uid="names", title="Hostname is not found", symptoms=("wrong hostname",))
    book.put([about_names, OFFLINE])
    (found,) = book.suggest("the printer shows offline", "Computer name\nHOSTNAME 1", language=EN, limit=9)
    assert found.fix.uid == "offline"
    assert not any("HOSTNAME" in reason for reason in found.reasons)


def test_an_offered_fix_holds_what_it_includes(book: FixBook) -> None:
    greeting = CannedFix("greet", EN, "Greeting", "Hello,")
    book.put([greeting, replace(greeting, language=ZH, body="您好,"), replace(OFFLINE, body="{{> greet}} {{> gone}}")])
    assert book.suggest(QUESTION, "", language=EN, limit=1)[0].fix.body == "Hello, {{> gone}}"


def test_blanks_are_filled_from_what_is_covered_never_from_what_is_not(book: FixBook) -> None:
    values = book.values_for(
        OFFLINE,
        title="Printer",
        question="password hunter2, error 0x80070005 after KB5034441",
        screen_text="HRESULT",
        labels=CaseLabels(),
    )
    assert values["error.code"] == "0x80070005"
    assert values["kb"] == "KB5034441"
    assert values["date"] == "2026-11-23"
    assert not any("hunter2" in value for value in values.values())


def test_an_answer_becomes_a_draft_that_is_offered_to_nobody(book: FixBook) -> None:
    draft = book.draft_from_answer(
        "Mail of [EMAIL 1] bounces", "1. Ask [EMAIL 1] for the code. [1]\n2. Done [2].", language=EN
    )
    assert draft.fix.state is FixState.DRAFT
    assert draft.fix.body == "1. Ask {{email_1}} for the code.\n2. Done."
    assert draft.fix.title == "Mail of email bounces"
    assert draft.like_it == ()
    book.keep(draft.fix)
    assert offered(book, "mail bounces") == []


def test_a_draft_that_says_what_another_fix_says_warns_of_it(book: FixBook) -> None:
    other = CannedFix("vpn", EN, "VPN error 809", "1. Open UDP 500 on the firewall.")
    book.put([OFFLINE, replace(OFFLINE, language=ZH), other])
    draft = book.draft_from_answer(
        "my printer shows offline", "1. Restart the spooler.\n2. Print a test page.", language=EN
    )
    assert draft.like_it == (OFFLINE,)


def test_what_no_import_would_take_cannot_be_kept_by_hand_either(book: FixBook, store: MemoryStore) -> None:
    with pytest.raises(KnowledgeError):
        book.keep(replace(OFFLINE, body="![x](file:///etc/passwd)"))
    assert not store.fixes()


def test_going_back_says_again_what_was_said(book: FixBook, store: MemoryStore) -> None:
    book.put([OFFLINE])
    book.put([replace(OFFLINE, body="worse")])
    old = store.fix_versions("offline", EN)[1]
    assert difference(store.fixes()[0], old.fix)[-2:] == ["-worse", "+1. Restart the spooler."]
    book.roll_back(old)
    assert book.suggest(QUESTION, "", language=EN, limit=1)[0].fix == OFFLINE


class CountingStore(MemoryStore):
    """Counts how often all fixes are read; `meanwhile` happens during that, once."""

    reads = 0
    meanwhile: CannedFix | None = None

    def fixes(self) -> Sequence[CannedFix]:
        self.reads += 1
        kept = super().fixes()
        if self.meanwhile is not None:
            fix, self.meanwhile = self.meanwhile, None
            self.book.put([fix])
        return kept

    book: FixBook


def test_a_book_that_was_made_ready_reads_nothing_for_the_first_suggestion() -> None:
    store = CountingStore()
    book = FixBook(store, WordRedactor(), lambda: TODAY)
    book.put([OFFLINE])
    book.get_ready()
    read = store.reads
    assert offered(book) == ["offline"]
    assert store.reads == read


def test_a_fix_that_is_kept_while_the_others_are_being_read_is_offered_at_once() -> None:
    store = CountingStore()
    store.book = book = FixBook(store, WordRedactor(), lambda: TODAY)
    book.put([replace(OFFLINE, uid="other", title="Printer is out of paper", symptoms=())])
    store.meanwhile = OFFLINE
    book.get_ready()
    assert "offline" in offered(book)


def test_what_a_fix_says_after_a_change_is_found_and_what_it_said_before_is_not(book: FixBook) -> None:
    book.put([OFFLINE])
    assert offered(book) == ["offline"]
    book.put([replace(OFFLINE, title="Scanner is dusty", body="1. Wipe it.", symptoms=())])
    assert offered(book) == []
    assert offered(book, "the scanner is dusty") == ["offline"]
