"""Labels that are in no list, and cells that are like others: in lists, tables and forms of unknown programs."""

import pytest

from engine.domain.finding import EntityType as E
from engine.redaction.recognizers.labelled import label_of
from engine.redaction.words.label_heads import kind_by_head
from tests.unit.redaction.tables import covered, rows, screen


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("宽带密码", E.PASSWORD),
        ("紧急电话", E.PHONE),
        ("Reisepass-Nr.", E.PASSPORT),
        ("Upplåsningskod", E.SECRET),
        ("Code de la porte", E.SECRET),
        ("开门码", E.SECRET),
        ("Caller Computer Name", E.HOSTNAME),
        ("LastUsedUsername", E.USERNAME),
        ("Kennwort für diese Sitzung", E.PASSWORD),
        ("Benutzernane", E.USERNAME),
        ("Passw0rt", E.PASSWORD),
    ],
)
def test_a_label_announces_by_its_head_its_words_or_but_for_one_slip(label: str, kind: E) -> None:
    assert label_of(label) is kind


@pytest.mark.parametrize("label", ["Error code", "Fehlercode", "Postcode", "错误代码", "状态码", "邮政编码", "二维码"])
def test_what_is_called_a_code_and_opens_nothing_is_no_label(label: str) -> None:
    assert kind_by_head(label) is None


def test_what_stands_in_line_with_a_login_and_looks_like_one_is_one_too() -> None:
    spans = screen(
        ("Courier portal", 10, 10),
        ("depot.york", 10, 30),
        ("Core switch", 10, 60),
        ("qiaowenbo", 10, 80),
        ("Recorder", 10, 110),
        ("operator7", 10, 130),
        ("Payment card", 10, 180),
    )
    assert covered(spans) == {"depot.york": E.USERNAME, "qiaowenbo": E.USERNAME, "operator7": E.USERNAME}


def test_tags_beside_a_machine_of_another_series_stay() -> None:
    spans = screen(("JY-ENG-02", 10, 10), ("PT-3051", 10, 30), ("TT-1012", 10, 50), ("JYBACKUP03", 10, 70))
    assert set(covered(spans)) == {"JY-ENG-02", "JYBACKUP03"}


def test_rows_of_addresses_name_machines() -> None:
    spans = rows(
        ("10.31.8.22", "tablet-goszka", "8c16450a77e1", "Active"),
        ("10.31.8.23", "printer", "d0c5f3019b22", "Active"),
    )
    kinds = covered(spans)
    assert kinds["tablet-goszka"] is E.HOSTNAME
    assert kinds["8c16450a77e1"] is E.MAC
    assert "printer" not in kinds
    assert "Active" not in kinds


def test_words_that_speak_of_machines_announce_what_looks_like_one() -> None:
    spans = rows(("Migrate VM", "ZRHAPPCRX2"), ("Power state", "Running"))
    assert covered(spans) == {"ZRHAPPCRX2": E.HOSTNAME}


def test_the_type_of_a_value_in_the_registry_is_not_the_value() -> None:
    spans = rows(("DefaultUserName", "REG_SZ", "kioskfoyer"), ("Shell", "REG_SZ", "explorer.exe"))
    assert covered(spans) == {"kioskfoyer": E.USERNAME}


def test_heads_of_a_table_are_no_values_of_each_other() -> None:
    spans = rows(("user.name", "event.action", "message"), ("mroblesx", "logged-in", "opened"))
    assert "event.action" not in covered(spans)


def test_a_settings_name_announces_no_login() -> None:
    spans = rows(("HTTP_USER_AGENT", "customer_phone"), ("EMAIL_HOST_USER", "order_id"))
    assert covered(spans) == {}
