"""What a preset sets, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.views.parts.translation import shown_language
from desktop.views.settings.setting_words import name_of
from engine.domain.preset import Preset
from engine.settings import TABLE
from engine.wording import Language


def parameters_of(preset: Preset) -> list[str]:
    """Return one short text for everything in which answers by this preset differ from others."""
    translate = QCoreApplication.translate
    told = [f"{_name(field)} {value:g}" for field, value in preset.sampling.items() if field != "max_tokens"]
    if "max_tokens" in preset.sampling:
        told.append(translate("Preset", "up to {count} tokens").format(count=preset.sampling["max_tokens"]))
    if preset.adapters:
        told.append(translate("Preset", "LoRA adapter {names}").format(names=", ".join(preset.adapters)))
    if preset.json_schema:
        told.append(translate("Preset", "answers in JSON by a schema"))
    if preset.stop:
        told.append(translate("Preset", "stops before {texts}").format(texts=", ".join(map(repr, preset.stop))))
    if not preset.offers_fixes:
        told.append(translate("Preset", "without the desk's fixes"))
    return told


def _name(field: str) -> str:
    """Return a setting's name without what stands in brackets behind it."""
    name = name_of(TABLE[f"sampling.{field}"]).partition("(")[0].strip()
    return name if shown_language() is Language.ZH else name[:1].lower() + name[1:]
