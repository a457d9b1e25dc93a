"""The steps beside the picture can be read whole, in either language and at any size of letters."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.case.place_viewer import GuideDialog
from engine.domain.evidence import GuideMark, GuideStep, Place
from engine.domain.region import Region
from tests.unit.desktop.fakes.cases import picture

EN = "If it fails again, run the troubleshooter, restart the computer, and then try once more from the beginning."
ZH = "如果仍然失败，请运行疑难解答并重新启动计算机，然后再试一次；仍不行时请联系二线支持。"


@pytest.mark.parametrize("letters_pt", [9, 20])
def test_every_step_has_room_for_all_its_words(qtbot: QtBot, letters_pt: int) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1100, 760)
    seen = picture(800, 500)
    mark = GuideMark("1", Place(seen.digest, Region(10, 10, 80, 20)))
    steps = [GuideStep(1, EN, (mark,)), GuideStep(2, ZH), GuideStep(3, "点击“重试”。")]
    dialog = GuideDialog(steps, {seen.digest: seen}, parent)
    font = dialog.list.font()
    font.setPointSize(letters_pt)
    dialog.list.setFont(font)
    dialog.show()
    qtbot.waitExposed(dialog)
    for row in range(dialog.list.count()):
        item = dialog.list.item(row)
        rect = dialog.list.visualItemRect(item)
        narrow = rect.adjusted(0, 0, -24, 0)
        needed = dialog.list.fontMetrics().boundingRect(narrow, 0x1000, item.text())  # Qt.TextWordWrap
        assert rect.height() >= needed.height()
        assert rect.width() <= dialog.list.viewport().width()
    dialog.close()
