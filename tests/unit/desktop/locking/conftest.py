"""The program over a fake profile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app import DesksideApp, Parts
from desktop.session import SessionWatch
from engine.settings import Folders, Settings
from tests.unit.desktop.conftest import destroy
from tests.unit.desktop.fakes.widgets import FakeKey, FakeOverlay, FakeReview
from tests.unit.desktop.locking.profile import Make, Profile


@pytest.fixture
def profile() -> Profile:
    return Profile()


@pytest.fixture
def session(qapp: QApplication) -> SessionWatch:
    return SessionWatch()


@pytest.fixture
def make(qapp: QApplication, folders: Folders, profile: Profile, session: SessionWatch) -> Iterator[Make]:
    made: list[DesksideApp] = []

    def build(**values: object) -> DesksideApp:
        settings = Settings(folders.settings_file)
        for key, value in {"window.language": "en", "window.theme": "light", **values}.items():
            if key != "greets":
                settings.set(key, value)
        deskside = DesksideApp(
            Parts(
                open_engine=profile.open,
                settings=settings,
                folders=folders,
                make_review=FakeReview,
                make_overlay=FakeOverlay,
                global_key=FakeKey(),
                unlock=profile.open,
                take_in=profile.take_in,
                closed_cases=lambda: profile,
                session=session,
                greets=bool(values.get("greets")),
            ),
        )
        made.append(deskside)
        deskside.window.show()
        return deskside

    yield build
    for deskside in made:
        deskside.close()
        destroy(deskside.window)
