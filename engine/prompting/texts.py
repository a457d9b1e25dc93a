"""The prompts, from one file a language that an administrator can replace."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from engine.errors import SettingsError
from engine.wording import RESOURCES, Language


@dataclass(frozen=True, slots=True)
class PromptTexts:
    """The texts of one language; `filled` puts values into them."""

    system: str
    screen_text: str
    fixes: str
    fix: str
    question: str
    no_question: str
    cut: str

    @classmethod
    def read(cls, language: Language, config_folder: Path | None = None) -> PromptTexts:
        """Read `<config_folder>/prompts/<language>.toml`, or the one that came with Deskside.

        Raises SettingsError.
        """
        name = f"{language.value}.toml"
        own = config_folder / "prompts" / name if config_folder else None
        path = own if own and own.exists() else RESOURCES / "prompts" / name
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError("prompting.unreadable", path=path, detail=str(error)) from error
        return cls(**{field.name: _text(table, field.name, path) for field in fields(cls)})


def filled(template: str, **values: object) -> str:
    """Put values into `{name}` places in one pass; what is put in is not read again."""
    parts = template.split("{")
    texts = [parts[0]]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        texts.append(f"{values[name]}{rest}" if brace and name in values else "{" + part)
    return "".join(texts)


def _text(table: dict[str, object], name: str, path: Path) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise SettingsError("prompting.missing_text", path=path, name=name)
    return value.strip()
