"""What starts of the program are for: a capture, files, the window itself, its end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from desktop.app import DesksideApp
from desktop.instance import Errand
from desktop.wishes import Outcome, Verb
from engine.wording import say


class Errands(QObject):
    """Does each with the running program, and answers it once."""

    def __init__(self, deskside: DesksideApp) -> None:
        super().__init__(deskside)
        self._deskside = deskside
        self._waiting: list[Errand] = []
        deskside.settled.connect(self._start_captures)

    def fulfil(self, errand: Errand) -> None:
        """Do what a start of the program was for, and answer it."""
        wish, window = errand.wish, self._deskside.window
        if wish.verb is Verb.CAPTURE and window.locking.is_locked:
            errand.answer(Outcome(1, self._say("handover.locked")))
            window.capturing.show_window()
            return
        if wish.verb is Verb.CAPTURE:
            # The window stays as it is until there is a picture to look at.
            self._waiting.append(errand)
            self._start_captures()
            return
        errand.answer(Outcome(0, "" if wish.verb is Verb.SHOW else self._say("handover.closing")))
        if wish.verb is Verb.QUIT:
            window.actions_by_id["app.quit"].trigger()
            return
        window.capturing.show_window()
        window.open_files([Path(file) for file in wish.files])

    def _start_captures(self) -> None:
        """Begin what waited for the engine, or say that there is none."""
        desk = self._deskside.desk
        if not desk.is_over:
            return
        waiting, self._waiting = self._waiting, []
        for errand in waiting:
            if desk.now is not None:
                self._deskside.window.capturing.capture(errand.wish.order, errand.answer)
            else:
                errand.answer(Outcome(1, self._say("handover.no_engine")))

    def _say(self, key: str) -> str:
        return say(key, self._deskside.settings.language)
