"""Everything that the agent was told since the start, newest first: nothing is gone because it went away."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt, QTime
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.notices import Notices, PastNotice
from desktop.views.parts.parts import SPACE, Speaking, button, column, grown, label, room_for, themed_icon
from desktop.views.parts.theme import Theme
from desktop.views.parts.translation import shown_language
from engine.domain.notice import Severity

_SIZE = QSize(720, 460)
_ICON_PX = 18


def severity_name(severity: Severity) -> str:
    """Return how grave a message is, in the language of the window."""
    translate = QCoreApplication.translate
    names = {
        Severity.INFO: translate("Severity", "Information"),
        Severity.WARNING: translate("Severity", "Warning"),
        Severity.ERROR: translate("Severity", "Error"),
    }
    return names[severity]


class NoticeHistory(Speaking, QDialog):
    """Follows what is told while it is open."""

    def __init__(self, theme: Theme, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._notices = theme, notices
        self.list = QTreeWidget()
        self.list.setIconSize(QSize(grown(_ICON_PX), grown(_ICON_PX)))
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(3)
        self.list.setAllColumnsShowFocus(True)
        self.list.setWordWrap(True)
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.currentItemChanged.connect(self._show_current)
        self.remedy = label(wraps=True)
        self.copy, self.clear, self._close = button(), button(), button("primary")
        self.copy.clicked.connect(self._copy)
        self.clear.clicked.connect(notices.forget)
        self._close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self.copy)
        foot.addWidget(self.clear)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout = column(self, margin=4 * SPACE, gap=3 * SPACE)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.remedy)
        layout.addLayout(foot)
        notices.changed.connect(self._list)
        self.resize(room_for(self, _SIZE))
        self.retranslate()

    def texts(self) -> list[str]:
        """Return what is listed, newest first."""
        return [past.told.text(shown_language()) for past in self._notices.past]

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Past messages"))
        self.list.setHeaderLabels([self.tr("Time"), self.tr("Kind"), self.tr("Message")])
        self.list.setAccessibleName(self.tr("Past messages"))
        self.list.header().setAccessibleName(self.tr("Past messages"))
        for act, text in (
            (self.copy, self.tr("Copy all")),
            (self.clear, self.tr("Clear")),
            (self._close, self.tr("Close")),
        ):
            act.setText(text)
            act.setAccessibleName(text)
        self._list()

    def _list(self) -> None:
        self.list.clear()
        for past in self._notices.past:
            item = QTreeWidgetItem(self._row(past))
            severity = past.told.notice.severity
            item.setIcon(1, self._sign(severity))
            item.setToolTip(2, past.told.text(shown_language()))
            item.setData(0, Qt.ItemDataRole.UserRole, past.told.remedy(shown_language()))
            self.list.addTopLevelItem(item)
        has_any = bool(self._notices.past)
        for control in (self.copy, self.clear):
            control.setEnabled(has_any)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._show_current()

    def _sign(self, severity: Severity) -> QIcon:
        """Return its icon, which can be seen on the marked row too."""
        drawn = QIcon(themed_icon(self._theme, severity.value, "text"))
        on_mark = themed_icon(self._theme, severity.value, "accent_text")
        drawn.addPixmap(on_mark.pixmap(2 * _ICON_PX, 2 * _ICON_PX), QIcon.Mode.Selected)
        return drawn

    def _row(self, past: PastNotice) -> list[str]:
        moment = past.moment
        time = QLocale().toString(QTime(moment.hour, moment.minute, moment.second), QLocale.FormatType.ShortFormat)
        return [time, severity_name(past.told.notice.severity), past.told.text(shown_language())]

    def _show_current(self) -> None:
        item = self.list.currentItem()
        nothing = self.tr("Nothing has been told yet.") if not self._notices.past else ""
        self.remedy.setText(str(item.data(0, Qt.ItemDataRole.UserRole) or "") if item is not None else nothing)

    def _copy(self) -> None:
        rows = [" | ".join(self._row(past)) for past in self._notices.past]
        QGuiApplication.clipboard().setText("\n".join(rows))
