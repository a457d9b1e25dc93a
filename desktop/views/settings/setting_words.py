"""What settings, their choices and their sections are called, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.views.parts.translation import shown_language
from engine.settings import Setting
from engine.wording import Language


def name_of(row: Setting) -> str:
    """Return what the setting is, in the language of the window."""
    return row.zh if shown_language() is Language.ZH else row.en


def choice_text(choice: str) -> str:
    """Return a choice of the table as the agent reads it."""
    texts = {
        "system": QCoreApplication.translate("Choices", "As the system"),
        "en": "English",
        "zh": "中文",
        "light": QCoreApplication.translate("Choices", "Light"),
        "dark": QCoreApplication.translate("Choices", "Dark"),
        "normal": QCoreApplication.translate("Choices", "Usual"),
        "high": QCoreApplication.translate("Choices", "High"),
        "full": QCoreApplication.translate("Choices", "As usual"),
        "reduced": QCoreApplication.translate("Choices", "As little as possible"),
        "label": QCoreApplication.translate("Choices", "Box with a label"),
        "frosted": QCoreApplication.translate("Choices", "Frosted"),
        "plain": QCoreApplication.translate("Choices", "Plain box"),
        "text": QCoreApplication.translate("Choices", "The text alone"),
        "box": QCoreApplication.translate("Choices", "The whole field or cell"),
        "cover": QCoreApplication.translate("Choices", "Cover"),
        "ask": QCoreApplication.translate("Choices", "Cover, and ask about each"),
        "leave": QCoreApplication.translate("Choices", "Leave readable"),
        "auto": QCoreApplication.translate("Choices", "Automatic"),
        "cpu": QCoreApplication.translate("Choices", "Processor (CPU)"),
        "asked": QCoreApplication.translate("Choices", "When asked to"),
        "off": QCoreApplication.translate("Choices", "Never"),
        "gpu": QCoreApplication.translate("Choices", "Graphics card (GPU)"),
        "debug": QCoreApplication.translate("Choices", "Everything"),
        "info": QCoreApplication.translate("Choices", "Normal"),
        "warning": QCoreApplication.translate("Choices", "Warnings"),
        "error": QCoreApplication.translate("Choices", "Errors only"),
    }
    return texts.get(choice, choice)


def section_title(section: str) -> str:
    """Return the title of a section of the table."""
    titles = {
        "window": QCoreApplication.translate("Sections", "Window"),
        "capture": QCoreApplication.translate("Sections", "Capture"),
        "redaction": QCoreApplication.translate("Sections", "Covering"),
        "model": QCoreApplication.translate("Sections", "Model"),
        "server": QCoreApplication.translate("Sections", "Model server"),
        "sampling": QCoreApplication.translate("Sections", "How answers are written"),
        "retention": QCoreApplication.translate("Sections", "Keeping"),
        "lock": QCoreApplication.translate("Sections", "Lock"),
        "answers": QCoreApplication.translate("Sections", "Answers"),
        "log": QCoreApplication.translate("Sections", "Log"),
    }
    return titles.get(section, section)
