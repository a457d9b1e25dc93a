"""What an answer quotes is found on the picture, or told to be missing."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.evidence import Evidence, Origin, QuoteKind
from engine.domain.finding import EntityType, Finding, Mask
from engine.domain.knowledge import CannedFix, Passage
from engine.domain.picture import RedactedImage
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.evidence import Sources, evidence_of
from engine.evidence.matching import _best_end
from engine.wording import Language

_WIDTH, _HEIGHT = 400, 220


def span(text: str, x: int, y: int, width: int = 0, height: int = 14) -> TextSpan:
    return TextSpan(text, Region(x, y, width or 8 * len(text), height), 0.9)


def picture(*spans: TextSpan, masks: tuple[Mask, ...] = (), shade: int = 0) -> RedactedImage:
    return RedactedImage(_WIDTH, _HEIGHT, bytes([shade]) * (_WIDTH * _HEIGHT * 3), masks, spans)


DIALOG = picture(
    span("Windows Update", 10, 10),
    span("Error code: 0x8007000B", 10, 40),
    span("The printer could not be", 10, 60),
    span("contacted (event 7034)", 10, 78),
    span("Retry", 200, 120),
    span("Uninstall", 200, 140),
    span("网络连接失败", 10, 140),
    span("重试", 10, 160),
    span("User name:", 10, 190, 80),
    span("Guest", 120, 190, 40),
)


def look(answer: str, *pictures: RedactedImage, said: tuple[str, ...] = (), fixes: tuple[str, ...] = ()) -> Evidence:
    passages = tuple(
        Passage(number, CannedFix(f"f{number}", Language.EN, "Fix", body), 1.0) for number, body in enumerate(fixes, 1)
    )
    return evidence_of(answer, Sources(pictures or (DIALOG,), said, passages))


def found(evidence: Evidence) -> list[str]:
    return [quote.text for quote in evidence.found]


def missing(evidence: Evidence) -> list[str]:
    return [quote.text for quote in evidence.missing]


@pytest.mark.parametrize(
    "answer",
    [
        "Click **Retry**.",
        "Click “Retry” now.",
        "点击“重试”。",
        "窗口显示「网络连接失败」",
        "It says `Windows Update`.",
        'It says "The printer could not be contacted".',
        "The row **User name: Guest** is shown.",
        "It ends with 0x8007000b.",
        "It ends with 0X8007000B.",
        "See event 7034.",
        "Click **RETRY**…",
    ],
)
def test_what_stands_on_the_picture_is_tied_to_it(answer: str) -> None:
    evidence = look(answer)
    assert len(evidence.found) == 1
    assert evidence.missing == ()
    assert evidence.found[0].places[0].digest == DIALOG.digest


@pytest.mark.parametrize(
    ("answer", "marked"),
    [
        ("The code is 0x80070008.", "0x80070008"),
        ("The code is 0x8007000.", "0x8007000"),
        ("Install **KB5034441** again.", "KB5034441"),
        ("It fails with `ERR_NAME_NOT_RESOLVED`.", "ERR_NAME_NOT_RESOLVED"),
        ("错误代码 651 表示线路不通。", "651"),
        ("Event ID 7035 was logged.", "7035"),
        ("Press **Install**.", "Install"),
        ("Press “Reply”.", "Reply"),
        ("点击**取消**按钮。", "取消"),
        ("Open **Settings → Network**.", "Settings"),
        ("```\nStop code 0xc0000221\n```", "0xc0000221"),
        ('It says "The printer could be contacted".', "The printer could be contacted"),
    ],
)
def test_what_is_not_on_the_picture_is_marked(answer: str, marked: str) -> None:
    assert marked in missing(look(answer))


@pytest.mark.parametrize(
    "answer",
    [
        "Do **not** restart it.",
        "**Cause:** the update.",
        "## **Steps**",
        "**Step 1: the cable**\nPull it.",
        "Press **Ctrl+S**, then `Enter`.",
        "Run `sfc /scannow`.",
        "Type `hello` there.",
        "The fix is in [1] and [2].",
        "See [the page](https://example.org/0x).",
        "It's the user's own 'choice' of words isn't it",
        "",
    ],
)
def test_what_quotes_nothing_is_left_alone(answer: str) -> None:
    assert [text for text in missing(look(answer)) if text != "choice"] == []


def test_without_a_picture_nothing_is_marked() -> None:
    assert evidence_of("Code 0x80070005, click **OK**.", Sources(())) == Evidence()


def test_where_else_a_quote_stands_is_told() -> None:
    evidence = look(
        "Code 0x80070005 as you say; KB5034441 helps [2].",
        said=("I see 0x80070005",),
        fixes=("Other", "Install KB5034441"),
    )
    by_text = {quote.text: quote for quote in evidence.quotes}
    assert by_text["0x80070005"].origin is Origin.QUESTION
    assert by_text["KB5034441"].origin is Origin.FIX
    assert by_text["KB5034441"].fix_number == 2
    assert not by_text["KB5034441"].is_on_picture


def test_a_true_message_with_a_false_code_in_it_is_marked() -> None:
    shown = picture(span("Operation failed with error 0x0000011b.", 10, 10))
    assert missing(look('It says "Operation failed with error 0x0000011c".', shown)) == ["0x0000011c"]
    assert missing(look('It says "Operation failed with error 0x0000011b".', shown)) == []


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("Error Ox8007O005", "0x80070005"),
        ("Error 0x8OO7000s", "0x80070005"),
        ("KB5O34441", "KB5034441"),
        ("ERR CONNECTION_REFUSED", "ERR_CONNECTION_REFUSED"),
        ("0x11B", "0x0000011b"),
        ("ORA-12154: TNS", "ORA-12154"),
    ],
)
def test_codes_are_found_although_they_were_read_with_faults(read: str, written: str) -> None:
    assert found(look(f"It fails with {written}.", picture(span(read, 5, 5)))) == [written]


@pytest.mark.parametrize(("read", "written"), [("0x8007000B", "0x80070008"), ("0x8007000D", "0x80070000")])
def test_no_two_digits_of_a_code_are_taken_for_one_another(read: str, written: str) -> None:
    assert missing(look(f"It fails with {written}.", picture(span(read, 5, 5)))) == [written]


def test_names_are_found_although_a_letter_was_read_wrong_but_never_a_number() -> None:
    shown = picture(span("Connectlon to server 12 was Iost", 5, 5))
    assert missing(look("It says **Connection to server 12 was lost**.", shown)) == []
    assert missing(look("It says **Connection to server 13 was lost**.", shown)) != []


def test_a_button_comes_before_a_sentence_that_names_it() -> None:
    shown = picture(span("Click Cancel to stop the copying", 5, 5), span("Cancel", 300, 180, 48))
    places = look("Press **Cancel**.", shown).found[0].places
    assert [place.region.y for place in places] == [180, 5]


def test_a_message_over_two_lines_is_framed_as_a_whole() -> None:
    place = look('"The printer could not be contacted"').found[0].places[0]
    assert (place.region.y, place.region.bottom) == (60, 92)


def test_the_last_picture_comes_first() -> None:
    before, after = picture(span("Retry", 1, 1), shade=1), picture(span("Retry", 9, 9), shade=2)
    places = look("Click **Retry**.", before, after).found[0].places
    assert [place.digest for place in places] == [after.digest, before.digest]


def test_a_label_is_tied_to_what_it_covers() -> None:
    mask = Mask(Finding(EntityType.EMAIL, Region(50, 60, 70, 20), 0.9, label="EMAIL 1"))
    evidence = look("Write to EMAIL 1, not to EMAIL 2.", picture(span("Write to", 5, 60), masks=(mask,)))
    assert [(quote.text, quote.places[0].region) for quote in evidence.found] == [("EMAIL 1", Region(50, 60, 70, 20))]
    assert missing(evidence) == ["EMAIL 2"]


@pytest.mark.parametrize(("width", "height"), [(400, 220), (1920, 1080), (3840, 1000), (600, 2400)])
def test_a_models_box_is_turned_into_pixels_whatever_the_shape(width: int, height: int) -> None:
    shown = RedactedImage(width, height, bytes(width * height * 3))
    answer = '```json\n[{"bbox_2d": [250, 500, 500, 750], "label": "gear"}]\n```'
    quote = evidence_of(answer, Sources((shown,))).quotes[0]
    assert quote.kind is QuoteKind.BOX
    assert quote.places[0].region == Region(width // 4, height // 2, width // 4, height // 4)


def test_a_models_box_gives_way_to_the_words_that_were_read_there() -> None:
    answer = '{"bbox_2d": [480, 520, 620, 640], "label": "Retry"}'
    assert look(answer).quotes[0].places[0].region == Region(200, 120, 40, 14)


@pytest.mark.parametrize("box", ["[0, 0, 1200, 50]", "[500, 10, 100, 50]", "[-5, 0, 10, 10]", '["a", 1, 2, 3]'])
def test_a_box_that_can_be_none_is_passed_over(box: str) -> None:
    assert look(f'{{"bbox_2d": {box}, "label": "x"}}').found == ()


def test_steps_get_the_places_that_they_name() -> None:
    steps = "1. Click **Retry**.\n2. Wait a minute.\n   Then **Windows Update** and **Uninstall**. [1]"
    evidence = look(f"It failed.\n\n{steps}\n\nDone.")
    assert [(step.number, step.text) for step in evidence.steps] == [
        (1, "Click Retry."),
        (2, "Wait a minute. Then Windows Update and Uninstall."),
    ]
    assert [mark.label for step in evidence.steps for mark in step.marks] == ["1", "2a", "2b"]
    assert evidence.can_guide


def test_an_answer_without_steps_still_shows_where() -> None:
    evidence = look("Just click **Retry** again.")
    assert [(step.text, len(step.marks)) for step in evidence.steps] == [("Just click Retry again.", 1)]


@given(st.integers(min_value=0, max_value=0xFFFFFFFF))
def test_a_planted_code_is_always_marked(number: int) -> None:
    code = f"0x{number:08X}"
    if number != 0x8007000B:
        assert code in missing(look(f"The window shows **{code}**, so click **Retry**."))


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    for quote in look(text).quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start : quote.end] == quote.text


def test_a_long_answer_over_a_full_screen_is_quick() -> None:
    rng = random.Random(3)
    words = ["connect", "printer", "server", "login", "update", "window", "profile", "network"]
    lines = [span(" ".join(rng.choices(words, k=6)), 5, 14 * row % 200) for row in range(150)]
    answer = "\n".join(f"{n}. Click **{' '.join(rng.choices(words, k=5)).title()}** now." for n in range(1, 31))
    started = time.process_time()
    look(answer, picture(*lines))
    assert time.process_time() - started < 2.0


def edits_by_table(needle: str, form: str) -> tuple[int, int]:
    """The plain way to find what `_best_end` finds."""
    costs, best = list(range(len(needle) + 1)), (len(needle), 0)
    for place, letter in enumerate(form, 1):
        before, costs = costs, [0]
        for count, wanted in enumerate(needle, 1):
            costs.append(min(before[count - 1] + (letter != wanted), before[count] + 1, costs[-1] + 1))
        best = min(best, (costs[-1], place), key=lambda each: each[0])
    return best


@given(st.text("abc", min_size=1, max_size=12), st.text("abcd", max_size=30))
def test_the_quick_way_to_count_edits_gives_what_the_plain_way_gives(needle: str, form: str) -> None:
    assert _best_end(needle, form) == edits_by_table(needle, form)


def test_a_short_name_is_not_tied_to_another_word_of_the_same_letters() -> None:
    prompt = picture(span(r"C:\> net use Z: and OK", 10, 10))
    assert not look("Repair **.NET** first.", prompt).quotes[0].places
    assert look("It runs **net** there.", prompt).quotes[0].places
    assert look("Press **OK**.", prompt).quotes[0].places


def test_a_short_name_that_is_all_of_a_button_is_tied_in_any_capitals() -> None:
    assert look("Press **ok**.", picture(span("OK", 10, 10))).quotes[0].places
