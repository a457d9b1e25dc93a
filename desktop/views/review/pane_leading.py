"""Connects a pane of review with the view model that leads pictures through it, wherever the pane stands."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.viewmodels.capture import CaptureViewModel, Stage
from desktop.views.parts.surroundings import ReviewPane, Surroundings
from engine.domain.finding import RedactionPlan
from engine.domain.picture import Capture, Picture
from engine.errors import DesksideError


class PaneLeading(QObject):
    """What is found goes to the pane, what the agent decides to the view model."""

    def __init__(
        self, surroundings: Surroundings, capture: CaptureViewModel, review: ReviewPane, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._around, self._capture, self._review = surroundings, capture, review
        capture.stage_changed.connect(self._follow_stage)
        capture.finding_started.connect(self._show_finding)
        capture.plan_refused.connect(self._show_refusal)
        capture.preview_ready.connect(self._show_preview)
        capture.profiles_known.connect(review.set_profiles)
        capture.plan_found.connect(self._show_plan)
        review.plan_confirmed.connect(capture.confirm)
        review.cancelled.connect(capture.cancel)
        review.preview_requested.connect(capture.preview)
        review.look_again_requested.connect(capture.look_again)
        review.profile_chosen.connect(capture.look_again)
        settings = surroundings.settings
        review.set_fixed(look=settings.is_fixed("redaction.look"), extent=settings.is_fixed("redaction.extent"))

    def _follow_stage(self, stage: Stage) -> None:
        if stage is Stage.IDLE:
            self._review.clear()
        elif stage is Stage.COVERING:
            self._review.set_busy(self.tr("Covering, and reading the covered picture once more…"))

    def _show_plan(self, capture: Capture, plan: RedactionPlan) -> None:
        self._review.set_image_tokens(*self._capture.image_tokens)
        self._review.show_plan(capture, plan)

    def _show_preview(self, picture: Picture) -> None:
        self._review.set_image_tokens(*self._capture.image_tokens)
        self._review.show_preview(picture)

    def _show_finding(self, capture: Capture) -> None:
        self._review.set_busy(self.tr("Looking for what is sensitive…"), capture)

    def _show_refusal(self, error: DesksideError) -> None:
        language = self._around.settings.language
        self._review.show_fault(f"{error.message(language)} {error.remedy(language)}".strip())
