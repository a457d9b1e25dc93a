"""The one funnel for what the agent is told."""

from pytestqt.qtbot import QtBot

from desktop.notices import Notices
from engine.domain.notice import Severity
from engine.errors import StoreFull
from engine.wording import Language


def test_the_same_sentence_stands_only_once_and_last(qtbot: QtBot) -> None:
    notices = Notices()
    notices.tell("desktop.copied")
    notices.tell("desktop.nothing_to_ask")
    notices.tell("desktop.copied")
    assert [standing.notice.key for standing in notices.standing] == [
        "desktop.nothing_to_ask",
        "desktop.copied",
    ]


def test_an_error_is_told_with_its_values_in_the_language_asked_for(qtbot: QtBot) -> None:
    notices = Notices()
    notices.tell_error(StoreFull("desktop.picture_too_large", width=3, height=4))
    standing = notices.standing[0]
    assert standing.notice.severity is Severity.ERROR
    assert "3 x 4" in standing.text(Language.EN)
    assert "过大" in standing.text(Language.ZH)
    assert standing.remedy(Language.EN)


def test_dismissing_is_announced_once(qtbot: QtBot) -> None:
    notices = Notices()
    notices.tell("desktop.copied")
    with qtbot.waitSignal(notices.changed):
        notices.dismiss("desktop.copied")
    with qtbot.assertNotEmitted(notices.changed):
        notices.dismiss("desktop.copied")
