"""Deskside without a window: capture, cover, ask, keep. No Qt is imported anywhere below this package."""

__version__ = "0.1.0"
