"""A capture with things found on it, and the pane that shows them."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.review.review import ReviewPane
from engine.domain.finding import EntityType, Finding, FindingSource, Mask, RedactionPlan
from engine.domain.picture import Capture, CaptureOrigin
from engine.domain.region import Region

PlanOf = Callable[..., RedactionPlan]


@pytest.fixture
def capture() -> Capture:
    return Capture(800, 500, bytes(range(240)) * 5000, CaptureOrigin.REGION)


@pytest.fixture
def plan(capture: Capture) -> RedactionPlan:
    """Three things: e-mail and phone on one line, a card below."""
    return RedactionPlan(
        capture.id,
        (
            Mask(_finding(EntityType.BANK_CARD, Region(100, 300, 200, 24), "CARD 1", "checksum")),
            Mask(_finding(EntityType.PHONE, Region(500, 98, 120, 24), "PHONE 1", "shape")),
            Mask(_finding(EntityType.EMAIL, Region(100, 100, 200, 24), "EMAIL 1", "shape")),
        ),
    )


@pytest.fixture
def pane(qtbot: QtBot, capture: Capture, plan: RedactionPlan) -> ReviewPane:
    pane = ReviewPane()
    qtbot.addWidget(pane)
    pane.resize(1200, 800)
    pane.show()
    qtbot.waitExposed(pane)
    pane.show_plan(capture, plan)
    return pane


def _finding(entity_type: EntityType, region: Region, label: str, reason: str) -> Finding:
    return Finding(entity_type, region, 0.95, reason, FindingSource.TEXT, label)
