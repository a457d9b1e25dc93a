"""The seams of the engine. Each port has one contract suite under `tests/contract`, run over every adapter."""

from engine.ports.backend import Backend, StopSignal
from engine.ports.models import ModelCatalogue
from engine.ports.screen import ScreenGrabber
from engine.ports.secrets import SecretKeeper
from engine.ports.stores import CaseKeys, CaseStore, CaseUpkeep, ClosedCases, FixStore
from engine.ports.vision import CoveredText, PictureRedactor, TextReader

__all__ = [
    "Backend",
    "CaseKeys",
    "CaseStore",
    "CaseUpkeep",
    "ClosedCases",
    "CoveredText",
    "FixStore",
    "ModelCatalogue",
    "PictureRedactor",
    "ScreenGrabber",
    "SecretKeeper",
    "StopSignal",
    "TextReader",
]
