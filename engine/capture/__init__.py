"""Ways of grabbing the screen; each says whether it works here."""

from __future__ import annotations

import os
from collections.abc import Mapping

from engine.capture.mss_grabber import MssGrabber
from engine.capture.portal import PortalGrabber
from engine.ports.screen import ScreenGrabber


def ways(environment: Mapping[str, str] = os.environ) -> dict[str, ScreenGrabber]:
    """Return every way of grabbing by its name, the one that takes least from the agent first."""
    return {"screen": MssGrabber(environment), "portal": PortalGrabber(environment)}


def best_grabber(environment: Mapping[str, str] = os.environ) -> ScreenGrabber:
    """Return the way of grabbing that suits this session best; ask its `fitness()` before use.

    Only where the window system itself forbids it is the desktop's portal asked: it takes longer, and asks in turn.
    """
    direct, portal = ways(environment).values()
    return portal if direct.fitness().key == "capture.wayland" else direct


__all__ = ["MssGrabber", "PortalGrabber", "best_grabber", "ways"]
