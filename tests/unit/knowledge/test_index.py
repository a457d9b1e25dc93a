"""The fixes that stand beside an answer."""

import pytest

from engine.domain.knowledge import CannedFix, FixUsage
from engine.knowledge import FixIndex
from engine.knowledge import index as index_module
from engine.wording import Language

EN, ZH = Language.EN, Language.ZH


def _fix(uid: str, language: Language, title: str, body: str = "1. ...", **more: object) -> CannedFix:
    return CannedFix(uid, language, title, body, **more)  # type: ignore[arg-type]


PRINTER_EN = _fix("printer", EN, "Printer shows offline", symptoms=("printer does not answer",), shortcut="/off")
PRINTER_ZH = _fix("printer", ZH, "打印机脱机", symptoms=("打印机没反应",))
VPN_EN = _fix("vpn", EN, "VPN is blocked by this network", error_codes=("809",), category="Net")
SHARE_EN = _fix(
    "share",
    EN,
    "Network path not found",
    error_codes=("0x80070035",),
    body="Check the server's printer share.",
)
INDEX = FixIndex([PRINTER_EN, PRINTER_ZH, VPN_EN, SHARE_EN])


def _uids(question: str, screen: str = "", language: Language = EN, **more: object) -> list[str]:
    return [passage.fix.uid for passage in INDEX.suggest(question, screen, language=language, **more)]  # type: ignore[arg-type]


def test_the_title_weighs_more_than_the_steps() -> None:
    assert _uids("the printer is offline")[0] == "printer"


def test_an_error_code_outweighs_words() -> None:
    assert _uids("printer offline 0x80070035")[0] == "share"


def test_an_error_code_on_the_screen_alone_is_enough() -> None:
    assert _uids("what is this?", "Windows cannot access \\\\srv\nError code: 0x80070035") == ["share"]


def test_a_bare_number_on_the_screen_is_not_taken_for_a_code() -> None:
    assert _uids("what is this?", "809 items") == []


def test_each_fix_is_offered_once_in_the_language_asked_for() -> None:
    [passage, *_] = INDEX.suggest("printer offline", language=ZH)
    assert passage.fix == PRINTER_ZH


def test_a_fix_without_a_variant_in_the_language_is_offered_in_the_other() -> None:
    [passage] = INDEX.suggest("VPN 错误 809", language=ZH)
    assert passage.fix == VPN_EN


def test_a_question_finds_what_only_the_other_variant_says() -> None:
    [passage, *_] = INDEX.suggest("打印机没反应", language=EN)
    assert passage.fix == PRINTER_EN


def test_passages_are_numbered_from_one_best_first() -> None:
    passages = INDEX.suggest("printer offline, network path not found", language=EN)
    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    assert list(passages) == sorted(passages, key=lambda passage: -passage.score)


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(_uids("printer offline, network path not found", limit=1)) == 1


@pytest.mark.parametrize("question", ["", "???", "what is for lunch", "今天吃什么", "the a of"])
def test_nothing_is_offered_when_nothing_fits(question: str) -> None:
    assert _uids(question) == []


def test_an_empty_collection_offers_nothing() -> None:
    assert FixIndex([]).suggest("printer offline", language=EN) == ()


def test_of_two_that_fit_alike_the_one_used_more_comes_first() -> None:
    index = FixIndex([_fix("a", EN, "Reset the router"), _fix("b", EN, "Reset the router")])
    assert index.suggest("reset router", language=EN)[0].fix.uid == "a"
    assert index.suggest("reset router", language=EN, usage={"b": FixUsage(5)})[0].fix.uid == "b"


def test_use_alone_offers_nothing() -> None:
    assert _uids("what is for lunch", usage={"printer": FixUsage(10_000)}) == []


def test_reasons_are_given_in_the_language_asked_for() -> None:
    [passage] = INDEX.suggest("VPN error 809", language=EN, usage={"vpn": FixUsage(3)})
    assert passage.reasons == ("error code 809", "title: VPN", "times used: 3")
    [passage] = INDEX.suggest("打印机没反应", language=ZH)
    assert passage.reasons == ("标题：打印机", "现象：打印机没反应")


def test_a_reason_says_what_was_seen_on_the_screen() -> None:
    [passage, *_] = INDEX.suggest("offline", "HP printer", language=EN)
    assert "on the screen: printer" in passage.reasons


def test_a_reason_names_words_as_they_are_written_and_a_code_once() -> None:
    index = FixIndex([_fix("share", EN, "Cannot connect to a shared printer: 0x0000011b", error_codes=("0x0000011b",))])
    [passage] = index.suggest("Printer error 0x0000011b", language=EN)
    assert passage.reasons == ("error code 0x0000011b", "title: Printer")
    [passage] = index.suggest("printer after KB5005565", "", language=EN, usage={})
    assert passage.reasons == ("title: printer",)
    index = FixIndex([_fix("update", EN, "Shared printers after KB5005565")])
    [passage] = index.suggest("since the update (KB5005565)", language=EN)
    assert passage.reasons == ("title: KB5005565",)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("/off", ["printer"]),
        ("80070035", ["share"]),
        ("脱机", ["printer"]),
        ("path net", ["share"]),
        ("PRINTER", ["printer", "share"]),
        ("printers", ["share", "printer"]),
        ("xyzzy", []),
    ],
)
def test_the_palette_finds_every_part_that_is_typed(query: str, expected: list[str]) -> None:
    assert [fix.uid for fix in INDEX.search(query)] == expected


def test_an_empty_query_lists_all_by_category_and_title() -> None:
    assert [fix.uid for fix in INDEX.search("")] == ["share", "printer", "vpn"]


def test_the_palette_answers_in_the_language_asked_for() -> None:
    assert INDEX.search("offline", language=ZH) == [PRINTER_ZH]


def test_the_palette_takes_a_question_too() -> None:
    assert INDEX.search("my printers went offline today")[0].uid == "printer"


def test_fixes_that_spell_one_code_in_two_ways_are_both_found_by_it() -> None:
    short = CannedFix("short", Language.EN, "Mapped printer", "Set the value.", error_codes=("0x11B",))
    long = CannedFix("long", Language.EN, "Point and print", "Install the driver.", error_codes=("0x0000011B",))
    found = FixIndex([short, long]).suggest("Error 0x11b", language=Language.EN)
    assert {passage.fix.uid for passage in found} == {"short", "long"}
    assert "0x0000011B" in next(passage for passage in found if passage.fix.uid == "long").reasons[0]


def test_what_a_small_dialog_says_counts_nearly_as_much_as_the_question_and_a_full_screen_little() -> None:
    reserved = _fix("reserved", EN, "Record is reserved by a colleague")
    report = _fix("report", EN, "Monthly report shows old figures")
    index = FixIndex([reserved, report])
    dialog = "record reserved colleague"
    many = " ".join(f"word{chr(97 + first)}{chr(97 + second)}" for first in range(20) for second in range(20))
    alone = index.suggest("monthly report", dialog, language=EN)
    among = index.suggest("monthly report", f"{dialog} {many}", language=EN)
    assert {passage.fix.uid for passage in alone} == {"reserved", "report"}
    assert [passage.fix.uid for passage in among] == ["report"]


def test_a_tag_names_a_product_but_never_a_trouble() -> None:
    citrix = _fix("citrix", EN, "Citrix: no list", product="Citrix", tags=("published desktop", "license manager"))
    sap = _fix("sap", EN, "SAP: no list", product="SAP", tags=("posting",))
    licence = _fix("licence", EN, "No licence is left")
    index = FixIndex([citrix, sap, licence])
    assert index.suggest("published desktop has no list", language=EN)[0].fix.uid == "citrix"
    assert [passage.fix.uid for passage in index.suggest("unregistered, no licence", language=EN)] == ["licence"]


def test_a_fix_whose_title_names_a_product_that_nobody_named_stands_behind() -> None:
    general = _fix("b-general", EN, "Gateway timeout")
    special = _fix("a-special", EN, "Gateway timeout Foxmail", product="Foxmail")
    index = FixIndex([general, special])
    assert index.suggest("gateway timeout", language=EN)[0].fix.uid == "b-general"
    assert index.suggest("gateway timeout in foxmail", language=EN)[0].fix.uid == "a-special"


def test_a_trouble_told_in_two_words_counts_more_than_in_one() -> None:
    licence = _fix("licence", EN, "Licence is missing")
    reader = _fix("reader", EN, "Card reader is missing")
    index = FixIndex([licence, reader])
    once = {passage.fix.uid: passage.score for passage in index.suggest("licence left over", language=EN)}
    twice = {passage.fix.uid: passage.score for passage in index.suggest("licence left over, trial", language=EN)}
    assert twice["licence"] > once["licence"]


def test_an_index_that_takes_the_place_of_another_ranks_as_one_that_was_made_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index_module, "_LARGE_COLLECTION", 1)
    before = FixIndex([PRINTER_EN, PRINTER_ZH, VPN_EN])
    fixes = [PRINTER_ZH, VPN_EN, SHARE_EN]
    heir, alone = FixIndex(fixes, before), FixIndex(fixes)
    for question in ("printer offline", "打印机脱机", "vpn error 809", "share"):
        assert heir.suggest(question, language=EN) == alone.suggest(question, language=EN)
    assert heir._lines._read
    assert PRINTER_EN.title not in heir._lines._read  # of what is gone nothing stays
