"""Tables, forms and lists of fields: what stands below a head is its value only as far as the table runs."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.finding import CaseLabels, CoverLook, EntityType
from engine.domain.picture import Capture, CaptureOrigin, Picture
from engine.domain.region import Region
from engine.domain.text import TextSpan
from engine.redaction import ScreenRedactor
from engine.redaction.screen_search import find_on_screen


def span(text: str, x: int, y: int, height: int = 12) -> TextSpan:
    edges = tuple(x + 8 * place for place in range(len(text) + 1))
    return TextSpan(text, Region(x, y, 8 * len(text), height), 0.99, edges)


def table(rows: Sequence[Sequence[str]], top: int = 10, pitch: int = 18) -> list[TextSpan]:
    """Rows of a terminal or a list; empty cells are left out."""
    return [
        span(cell, 10 + 200 * column, top + pitch * row)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell
    ]


def covered(spans: Sequence[TextSpan]) -> list[str]:
    """Return the texts of which at least half lies under a finding."""
    places = [finding.region for finding in find_on_screen(spans)]
    return [
        each.text
        for each in spans
        if any(2 * place.intersection(each.region).area > each.region.area for place in places)
    ]


USERS = [["SamAccountName", "City", "Enabled"], ["vbruzek", "Basel", "True"], ["tkolm", "Graz", "False"]]


def test_a_column_ends_where_a_prompt_runs_over_the_table() -> None:
    after = [span("PS C:\\> Get-Date | Format-List -Property DayOfWeek", 10, 82), span("dynamic", 10, 100)]
    assert covered([*table(USERS), *after]) == ["vbruzek", "tkolm"]


def test_a_column_ends_where_another_table_begins() -> None:
    after = [span("routes", 10, 82), span("metric", 90, 82), span("default", 10, 100), span("ten", 90, 100)]
    assert covered([*table(USERS), *after]) == ["vbruzek", "tkolm"]


def test_a_cell_that_was_read_with_its_neighbour_does_not_end_the_column() -> None:
    spans = [*table(USERS), span("marthe.underwood.of.the.branch Bern", 10, 64), span("True", 410, 64)]
    spans += [span("lpetrusz", 10, 82), span("True", 410, 82)]
    assert {"vbruzek", "tkolm", "lpetrusz"} <= set(covered(spans))


def test_something_as_high_as_the_table_is_no_line_of_it() -> None:
    assert covered([*table(USERS), span("E-RE", 10, 22, height=60)])[:2] == ["vbruzek", "tkolm"]


def test_names_of_fields_have_no_values_among_them() -> None:
    names = ["agent.id", "host.name", "log.level", "service.name", "trace.id"]
    rows = [[name, "Nov 3", "started"] for name in names]
    assert covered(table(rows)) == []


def test_the_labels_of_a_form_are_no_column_of_its_first_label() -> None:
    rows = [
        ["姓名", "孙玉兰", "邮编", "200000"],
        ["民族", "汉族", "职业", "其他"],
        ["证件类型", "护照", "学历", "本科"],
    ]
    assert covered(table(rows, pitch=40)) == ["孙玉兰"]


def test_a_host_name_that_was_not_read_does_not_make_the_next_label_one() -> None:
    rows = [
        ["Protocol", "TLS", "Mode"],
        ["Hostname", "(none)", "Split"],
        ["Duration", "01:42", "Full"],
        ["Cipher", "AES", "On"],
    ]
    assert covered(table(rows)) == []


def test_codes_that_are_made_alike_are_a_list_below_their_heading() -> None:
    spans = [
        span(text, 10, 10 + 22 * row)
        for row, text in enumerate(["恢复代码", "ef94b-ff35b", "27b73-994fc", "91509-d89c9"])
    ]
    spans += [span("metrics", 800, 10), span("2026-04-07", 1000, 10), span("done", 1200, 10)]
    assert covered(spans) == ["ef94b-ff35b", "27b73-994fc", "91509-d89c9"]


class Screen:
    """Reads a file of settings; what is painted over is gone, as letters are."""

    LINES = ("DB_USER=svc_billing", "AWS_REGION=eu-central-1", "FEATURE_NEW_CHECKOUT=true", "RELEASE=stable")

    def read(self, picture: Picture) -> Sequence[TextSpan]:
        spans = []
        for row, line in enumerate(self.LINES):
            whole = span(line, 10, 10 + 18 * row)
            kept = [c for place, c in enumerate(line) if self._is_bare(whole.region_of(place, place + 1), picture)]
            spans.append(span("".join(kept), 10, 10 + 18 * row))
        return spans

    def forget(self) -> None:
        """Remembers nothing."""

    def _is_bare(self, place: Region, picture: Picture) -> bool:
        at = 3 * ((place.y + 6) * picture.width + place.x + 4)
        return picture.rgb[at : at + 3] == b"\xff\xff\xff"


def test_a_label_whose_value_is_covered_is_no_head_of_the_lines_below() -> None:
    capture = Capture(600, 120, b"\xff" * (600 * 120 * 3), CaptureOrigin.PASTE)
    redactor = ScreenRedactor(Screen(), CoverLook.PLAIN)
    image = redactor.cover(capture, redactor.plan(capture, CaseLabels()))
    assert [mask.finding.entity_type for mask in image.masks] == [EntityType.USERNAME]
    assert "AWS_REGION=eu-central-1" in image.visible_text


def test_a_name_below_a_picture_is_covered_on_both_lines() -> None:
    spans = [span("Maria", 108, 10), span("Garcia", 104, 25)]
    assert covered(spans) == ["Maria", "Garcia"]


def test_an_address_is_covered_with_the_rest_of_its_postal_code() -> None:
    (finding,) = find_on_screen([span("952 Birchwood Close, Bristol BS8 1T", 10, 10)])
    assert finding.region.right >= 10 + 8 * len("952 Birchwood Close, Bristol BS8 1T")


def test_a_value_of_which_no_gap_was_seen_is_covered_with_what_may_be_its_first_letter() -> None:
    text = "Worktation: SRV-DC05"
    edges = tuple(10 + 8 * min(place, 11) + 8 * max(0, place - 12) for place in range(len(text) + 1))
    (finding,) = find_on_screen([TextSpan(text, Region(10, 10, edges[-1] - 10, 12), 0.99, edges)])
    assert finding.region.x <= 10 + 8 * 11 - 8


def test_a_version_of_four_numbers_beside_its_label_is_no_address() -> None:
    assert covered([span("Driver version", 10, 10), span("22.250.1.2", 300, 10)]) == []
    assert covered([span("IPv4 DNS", 10, 10), span("22.250.1.2", 300, 10)]) == ["22.250.1.2"]


def test_the_head_of_a_column_is_no_part_of_the_token_below_it() -> None:
    assert covered([span("Token", 10, 10), span("glpat-XhMHQXWVVguf4FZtDHup", 10, 26)]) == [
        "glpat-XhMHQXWVVguf4FZtDHup"
    ]


def test_a_closed_address_does_not_go_on_in_the_next_line() -> None:
    spans = [span("failed for 'https://vdm_l:pjMFZj4Cx4g@git.example.org/shop/api.git/'", 10, 10)]
    spans += [span("fatal:", 10, 25), span("release", 120, 25)]
    assert not {"fatal:", "release"} & set(covered(spans))


def test_boxes_that_only_touch_by_their_margins_are_not_joined_to_a_block() -> None:
    spans = [span("write to anna.maria.schmidt@nordlys-", 10, 10), span("energi.example", 10, 24)]
    spans.append(span("second factor", 160, 24))
    assert "energi.example" in covered(spans)
    assert "second factor" not in covered(spans)
