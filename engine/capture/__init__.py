"""Ways of grabbing the screen; each says whether it works here."""

from engine.capture.mss_grabber import MssGrabber
from engine.ports.screen import ScreenGrabber


def best_grabber() -> ScreenGrabber:
    """Return the way of grabbing that suits this session best; ask its `fitness()` before use.

    On Wayland only the desktop's own dialogue may take pictures; the window brings that one itself.
    """
    return MssGrabber()


__all__ = ["MssGrabber", "best_grabber"]
