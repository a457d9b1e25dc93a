"""The redactor with a reader that says what it is told: plans, labels, extra passes, refusals."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import zxingcpp
from PIL import Image

from engine.domain.finding import CaseLabels, CoverLook, EntityType, Finding, FindingSource, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin, Picture
from engine.domain.region import Region
from engine.domain.rules import Profile, RedactionRules, Treatment
from engine.domain.screen import Application
from engine.domain.text import TextSpan
from engine.errors import StillLegible
from engine.redaction import ScreenRedactor


def span(text: str, x: int, y: int) -> TextSpan:
    """A line in a font 12 pixels high whose characters are 8 pixels wide."""
    edges = tuple(x + 8 * place for place in range(len(text) + 1))
    return TextSpan(text, Region(x, y, 8 * len(text), 12), 0.99, edges)


class ReaderOf:
    """Reads the given spans, without the characters whose pixels were painted over."""

    def __init__(self, *spans: TextSpan) -> None:
        self.spans = spans

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        return [self._as_seen(each, picture) for each in self.spans]

    def forget(self) -> None:
        """Remembers nothing."""

    def _as_seen(self, each: TextSpan, picture: Picture) -> TextSpan:
        seen = [
            character if self._is_white(each.region_of(place, place + 1), picture) else " "
            for place, character in enumerate(each.text)
        ]
        return TextSpan("".join(seen), each.region, each.confidence, each.edges)

    def _is_white(self, place: Region, picture: Picture) -> bool:
        at = 3 * ((place.y + 6) * picture.width + place.x + 4)
        return picture.rgb[at : at + 3] == b"\xff\xff\xff"


def white(width: int = 600, height: int = 200) -> Capture:
    return Capture(width, height, b"\xff" * (width * height * 3), CaptureOrigin.PASTE)


def kinds(plan: RedactionPlan) -> list[EntityType]:
    return [mask.finding.entity_type for mask in plan.masks]


def test_the_same_value_gets_the_same_label_throughout_a_case() -> None:
    reader = ReaderOf(span("a.b@x.example", 10, 10), span("c.d@x.example", 10, 60), span("A.B@x.example", 10, 110))
    plan = ScreenRedactor(reader, CoverLook.LABEL).plan(white(), CaseLabels())
    assert [mask.finding.label for mask in plan.masks] == ["EMAIL 1", "EMAIL 2", "EMAIL 1"]


def test_a_value_found_by_its_label_is_covered_wherever_it_stands() -> None:
    reader = ReaderOf(span("Password: hunter2x", 10, 10), span("echo hunter2x", 300, 150))
    plan = ScreenRedactor(reader, CoverLook.LABEL).plan(white(), CaseLabels())
    assert kinds(plan) == [EntityType.PASSWORD, EntityType.PASSWORD]
    assert plan.masks[1].finding.reason == "repeat"
    assert plan.masks[1].region.intersects(Region(300 + 5 * 8, 150, 8 * 8, 12))


def test_the_user_name_of_an_address_is_covered_where_it_stands_alone() -> None:
    reader = ReaderOf(span("anna.schmidt@x.example", 10, 10), span("Good morning Anna Schmidt!", 10, 90))
    assert len(ScreenRedactor(reader, CoverLook.LABEL).plan(white(), CaseLabels()).masks) == 2


@pytest.mark.parametrize(
    ("label", "value"),
    [((10, 10), (200, 10)), ((10, 10), (10, 34))],
    ids=["beside its label", "below its label"],
)
def test_a_value_is_found_by_where_its_label_stands(label: tuple[int, int], value: tuple[int, int]) -> None:
    reader = ReaderOf(span("Password", *label), span("correct7horse", *value))
    (mask,) = ScreenRedactor(reader, CoverLook.LABEL).plan(white(), CaseLabels()).masks
    assert mask.finding.entity_type is EntityType.PASSWORD
    assert mask.region.contains_point(value[0] + 4, value[1] + 6)


def test_a_column_of_people_is_covered_and_a_column_of_services_is_not() -> None:
    def plan_of(cells_below: tuple[str, str], *heads: str) -> RedactionPlan:
        cells = [span(head, 10 + 200 * place, 10) for place, head in enumerate(heads)]
        cells += [span(cell, 10, 40 + 30 * place) for place, cell in enumerate(cells_below)]
        return ScreenRedactor(ReaderOf(*cells), CoverLook.LABEL).plan(white(), CaseLabels())

    assert kinds(plan_of(("Xq Brzk", "Maria Garcia"), "Name", "Phone", "Status")) == [
        EntityType.PERSON,
        EntityType.PERSON,
    ]
    assert kinds(plan_of(("Print Spooler", "Remote Registry"), "Name", "Type", "Status")) == []


def test_a_number_that_the_reader_split_is_found_as_one() -> None:
    cells = [span(group, 10 + place * 44, 10) for place, group in enumerate(("4111", "1111", "1111", "1111"))]
    (mask,) = ScreenRedactor(ReaderOf(*cells), CoverLook.LABEL).plan(white(), CaseLabels()).masks
    assert mask.finding.entity_type is EntityType.BANK_CARD
    assert mask.region.x <= 10
    assert mask.region.right >= 10 + 3 * 44 + 32


def test_the_box_does_not_tell_the_length_of_a_password() -> None:
    widths = set()
    for password in ("abc123", "abc1234", "abc12345"):
        reader = ReaderOf(span(f"Password: {password}", 10, 10))
        (mask,) = ScreenRedactor(reader, CoverLook.LABEL).plan(white(), CaseLabels()).masks
        widths.add(mask.region.width)
    assert len(widths) == 1


def test_a_qr_code_is_covered_whole() -> None:
    code = zxingcpp.create_barcode("https://pay.example/ticket/8842", zxingcpp.BarcodeFormat.QRCode)
    drawn = Image.fromarray(code.to_image(scale=4, add_quiet_zones=False)).convert("RGB")
    page = Image.new("RGB", (400, 300), "white")
    page.paste(drawn, (120, 60))
    capture = Capture(400, 300, page.tobytes(), CaptureOrigin.PASTE)
    (mask,) = ScreenRedactor(ReaderOf(), CoverLook.LABEL).plan(capture, CaseLabels()).masks
    assert mask.finding.entity_type is EntityType.QR
    assert mask.finding.source is FindingSource.PICTURE
    assert mask.region.union(Region(120, 60, *drawn.size)) == mask.region


def test_what_the_agent_leaves_open_stays_open() -> None:
    redactor = ScreenRedactor(ReaderOf(span("a.b@x.example", 10, 10), span("13800138000", 10, 90)), CoverLook.LABEL)
    capture = white()
    plan = redactor.plan(capture, CaseLabels()).with_covered(0, False)
    image = redactor.cover(capture, plan)
    covered, left_open = image.masks
    assert (covered.finding.entity_type, covered.is_covered, covered.is_by_agent) == (EntityType.PHONE, True, False)
    assert (left_open.finding.entity_type, left_open.is_covered, left_open.is_by_agent) == (
        EntityType.EMAIL,
        False,
        True,
    )
    assert "a.b@x.example" in image.visible_text


def test_what_no_plan_names_is_covered_in_an_extra_pass() -> None:
    redactor = ScreenRedactor(ReaderOf(span("a.b@x.example", 10, 10)), CoverLook.PLAIN)
    capture = white()
    image = redactor.cover(capture, RedactionPlan(capture.id, look=CoverLook.PLAIN))
    (mask,) = image.masks
    assert (mask.finding.entity_type, mask.finding.reason) == (EntityType.EMAIL, "reread")
    assert "@" not in image.visible_text


def test_a_mask_that_the_agent_made_too_small_does_not_leak_the_rest() -> None:
    redactor = ScreenRedactor(ReaderOf(span("a.b@x.example", 10, 10)), CoverLook.PLAIN)
    capture = white()
    plan = redactor.plan(capture, CaseLabels()).with_region(0, Region(0, 100, 10, 10))
    assert "@" not in redactor.cover(capture, plan).visible_text


def test_covering_refuses_when_something_stays_legible() -> None:
    class Stubborn(ReaderOf):
        """Sees the address one step further down each time."""

        reads = 0

        def read(self, picture: Picture) -> Sequence[TextSpan]:
            self.reads += 1
            return [span("a.b@x.example", 10, 40 * self.reads)]

    redactor = ScreenRedactor(Stubborn(), CoverLook.LABEL)
    capture = white()
    with pytest.raises(StillLegible, match="EMAIL") as caught:
        redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    assert "x.example" not in str(caught.value)


def test_a_place_marked_by_hand_is_covered() -> None:
    redactor = ScreenRedactor(ReaderOf(), CoverLook.PLAIN)
    capture = white()
    mark = Finding(EntityType.AGENT_MARK, Region(5, 5, 20, 20), 1.0, source=FindingSource.AGENT)
    image = redactor.cover(capture, RedactionPlan(capture.id, look=CoverLook.PLAIN).with_added(mark))
    assert image.rgb[3 * (10 * image.width + 10)] != 255


def test_typed_text_is_covered_with_labels_and_stays_so() -> None:
    redactor = ScreenRedactor(ReaderOf(), CoverLook.LABEL)
    labels = CaseLabels()
    covered = redactor.cover_text("mail a.b@x.example, password: abc123! and a.b@x.example", labels)
    assert covered.text == "mail [EMAIL 1], password: [PASSWORD 1] and [EMAIL 1]"
    assert redactor.cover_text(covered.text, labels).text == covered.text


def test_typed_text_is_covered_by_the_rules_of_the_profile_of_its_case() -> None:
    lenient = Profile("SAP", treatments={EntityType.EMAIL: Treatment.LEAVE}, words=("FALCON-*",))
    redactor = ScreenRedactor(ReaderOf(), CoverLook.LABEL, lambda: RedactionRules(profiles=(lenient,)))
    typed = "a.b@x.example asks about FALCON-7"
    labels = CaseLabels(profile="SAP")
    assert redactor.cover_text(typed, labels).text == "a.b@x.example asks about [SITE WORD 1]"
    assert redactor.cover_text(typed, CaseLabels()).text == "[EMAIL 1] asks about FALCON-7"


def test_a_covered_picture_tells_whose_rules_it_was_covered_by() -> None:
    rules = RedactionRules(profiles=(Profile("SAP", Application(process="sap*")),))
    redactor = ScreenRedactor(ReaderOf(span("a.b@x.example", 10, 10)), CoverLook.LABEL, lambda: rules)
    capture = Capture(600, 200, b"\xff" * 360_000, CaptureOrigin.REGION, application=Application(process="saplogon"))
    assert redactor.cover(capture, redactor.plan(capture, CaseLabels())).profile == "SAP"
    assert redactor.cover(capture, redactor.plan(capture, CaseLabels(), "")).profile == ""
