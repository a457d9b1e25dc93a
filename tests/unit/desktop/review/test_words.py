"""Names of things, in both languages, with nothing left out."""

import ast
import string
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.viewmodels.naming import confidence_text, entity_name, reason_text, shown_language
from desktop.views.parts.mask_style import COVER, COVER_TEXT, mixed, readable_on, style_of
from desktop.views.review.wording import confirm_text, counts_text, describe
from engine.domain.finding import EntityType, Finding, FindingSource, Mask, RedactionPlan
from engine.domain.region import Region
from engine.wording import RESOURCES, Language, say

TRANSLATION = RESOURCES / "translations" / "deskside_zh_CN.ts"


def test_every_kind_has_a_name_in_both_languages() -> None:
    for kind in EntityType:
        names = {say(f"entity.{kind.value}", language) for language in Language}
        assert all(names)
        assert len(names) == 2


def _rules_of_recognizers() -> set[str]:
    """Return every name that the redactor's source gives a rule: the last argument of a finding."""
    makers = {"TextFinding", "ScreenFinding", "_matches", "_person"}
    rules = set()
    for source in (RESOURCES.parent / "engine" / "redaction").rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.Call))
        for call in calls:
            given = [each.value for each in call.keywords if each.arg == "reason"]
            if getattr(call.func, "id", "") in makers and len(call.args) >= 3:
                given += call.args[2:]
            rules |= {each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return rules


def test_every_rule_that_a_recognizer_can_name_has_its_sentence_in_both_languages() -> None:
    rules = _rules_of_recognizers()
    assert len(rules) > 20
    for rule in sorted(rules - {""}):
        sentences = {say(f"reason.{rule}", language) for language in Language}
        assert len(sentences) == 2, rule


def test_for_a_rule_without_a_sentence_it_says_that_a_rule_found_it(qapp: QApplication) -> None:
    finding = Finding(EntityType.EMAIL, Region(0, 0, 1, 1), 0.9, "site_rule_7")
    assert reason_text(finding) == "found by a rule"


@pytest.mark.parametrize(("score", "word"), [(0.99, "certain"), (0.9, "certain"), (0.7, "likely"), (0.2, "possible")])
def test_confidence_is_a_word(qapp: QApplication, score: float, word: str) -> None:
    assert confidence_text(score) == word


def test_the_translation_names_its_language(qapp: QApplication, translator: QTranslator) -> None:
    assert shown_language() is Language.EN
    qapp.installTranslator(translator)
    try:
        assert shown_language() is Language.ZH
        assert entity_name(EntityType.PHONE) == "电话号码"
    finally:
        qapp.removeTranslator(translator)


def test_one_thing_is_not_said_in_the_plural(qapp: QApplication) -> None:
    mask = Mask(Finding(EntityType.EMAIL, Region(0, 0, 1, 1), 0.9, "shape", label="EMAIL 1"))
    plan = RedactionPlan("x", (mask,))
    assert counts_text(plan) == "1 thing found, 1 covered"
    assert confirm_text(plan) == "Cover 1 and continue"
    assert describe(mask).endswith("It will be covered.")


def test_an_open_thing_is_described_as_readable(qapp: QApplication) -> None:
    finding = Finding(EntityType.QR, Region(0, 0, 1, 1), 0.95, "", FindingSource.PICTURE, "QR 1")
    assert describe(Mask(finding, is_covered=False)) == (
        "QR code, QR 1: certain. Seen in the picture. It will stay readable."
    )


def test_every_sentence_is_translated_with_the_same_placeholders() -> None:
    for message in ET.parse(TRANSLATION).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, source
        text = translation.text or ""
        assert _placeholders(source) == _placeholders(text), source


@pytest.mark.parametrize("kind", list(EntityType))
def test_labels_read_well_on_their_colours(kind: EntityType) -> None:
    """4.5 : 1, as WCAG asks of text."""
    style = style_of(kind)
    assert _contrast(style.text_colour.getRgbF(), style.colour.getRgbF()) >= 4.5
    assert _contrast(COVER_TEXT.getRgbF(), COVER.getRgbF()) >= 4.5


def test_families_differ_by_pattern_not_only_by_colour() -> None:
    styles = {(style_of(kind).pattern, style_of(kind).colour.name()) for kind in EntityType}
    assert len({pattern for pattern, _ in styles}) == len(styles) == 7


def test_mixing_and_ink() -> None:
    assert mixed(COVER, COVER_TEXT, 1.0) == COVER
    assert readable_on(COVER) == QColor(255, 255, 255)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _contrast(first: object, second: object) -> float:
    lights = sorted((_luminance(first), _luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: object) -> float:
    assert isinstance(colour, tuple)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3])
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
