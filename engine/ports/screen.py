"""What grabs the screen."""

from collections.abc import Sequence
from typing import Protocol

from engine.domain.picture import Capture
from engine.domain.region import Region
from engine.domain.screen import Application, DesktopWindow, Fitness, Screen


class ScreenGrabber(Protocol):
    """One way of taking a picture of the screen."""

    @property
    def has_own_dialogue(self) -> bool:
        """Whether the desktop lets the agent choose, in place of an overlay: then only `take` is of use."""
        ...

    def fitness(self) -> Fitness:
        """Tell whether it works in this session, without taking a picture."""
        ...

    def screens(self) -> Sequence[Screen]:
        """List the monitors, the primary one first."""
        ...

    def grab(self, region: Region | None = None) -> Capture:
        """Take the region (desktop coordinates, physical pixels), or the primary screen. Raises CaptureError."""
        ...

    def application_at(self, region: Region) -> Application | None:
        """Return whose window lies in the middle of a region now, our own aside; None where nobody tells."""
        ...

    def windows(self) -> Sequence[DesktopWindow]:
        """List the windows of other programs that are shown, uppermost first; empty where nobody tells."""
        ...

    def take(self, *, lets_choose: bool) -> Capture:
        """Let the desktop take all screens, or what the agent chooses in its dialogue; blocks until it has.

        Raises CaptureError, or Cancelled where the agent gave up.
        """
        ...
