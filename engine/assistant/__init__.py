"""The use cases, as generators of events: the window, the command line and the tests all draw the same stream."""

from engine.assistant.assistant import Assistant
from engine.assistant.second_look import SecondLookRedactor

__all__ = ["Assistant", "SecondLookRedactor"]
