"""A task that agents set again and again: its prompt in each language, and how it is to be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.domain.answer import SamplingParams
from engine.domain.knowledge import Passage
from engine.domain.notice import Notice, Severity
from engine.wording import Language

TYPED = "{text}"
"""Stands in a prompt for what the agent typed."""


@dataclass(frozen=True, slots=True)
class PresetText:
    """What a preset is called and what it tells the model, in one language."""

    name: str
    prompt: str
    about: str = ""
    """One sentence for the agent."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One task. What it leaves open is answered as the settings say."""

    uid: str
    texts: Mapping[Language, PresetText]
    """At least one."""
    sampling: Mapping[str, int | float] = field(default_factory=dict)
    """Values by field of SamplingParams, in place of those of the settings."""
    adapters: tuple[str, ...] = ()
    """Names of LoRA adapters, from the model's manifest; none: those of the settings."""
    stop: tuple[str, ...] = ()
    json_schema: str = ""
    offers_fixes: bool = True
    """Whether the model is given the desk's fixes; a translation, say, has no use for them."""
    shortcut: str = ""
    """A few Latin letters by which it is found, whatever the language."""
    icon: str = ""
    is_own: bool = False
    """Whether it belongs to this site, and did not come with Deskside."""

    def text(self, language: Language) -> PresetText:
        """Return its texts in a language, or in the other one where it has only that."""
        return self.texts.get(language) or next(iter(self.texts.values()))

    def name(self, language: Language) -> str:
        return self.text(language).name

    def prompt(self, typed: str, language: Language) -> str:
        """Return the task with what the agent typed put in, in one pass: what was typed is not read again.

        A line that waits for it is left out where nothing was typed; a prompt without such a place has it below.
        """
        typed, prompt = typed.strip(), self.text(language).prompt
        if not typed:
            return "\n".join(line for line in prompt.splitlines() if TYPED not in line).strip()
        return prompt.replace(TYPED, typed).strip() if TYPED in prompt else f"{prompt.strip()}\n\n{typed}"

    def question(self, typed: str, language: Language) -> str:
        """Return the question as it stands in the case: the name, and below it what was typed."""
        return f"{self.name(language)}\n{typed.strip()}".strip()

    def typed(self, question: str) -> str:
        """Return what the agent typed of such a question, in whichever language it was asked."""
        head, _, rest = question.partition("\n")
        return rest if head in {text.name for text in self.texts.values()} else question

    def over(self, usual: SamplingParams) -> SamplingParams:
        """Return how tokens are drawn: as usual, but for what the preset says."""
        return replace(usual, **self.sampling)  # type: ignore[arg-type]  # the types were checked when it was read

    def is_called(self, name: str) -> bool:
        """Tell whether somebody who writes `name` means this one: uid, shortcut or a name, whatever the case."""
        names = (self.uid, self.shortcut, *(text.name for text in self.texts.values()))
        return bool(name.strip()) and name.strip().casefold() in {each.casefold() for each in names}


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """How one answer is to be written: as the settings say, or as the preset wants it by which was asked."""

    language: Language
    sampling: SamplingParams
    adapters: Sequence[str] = ()
    preset: Preset | None = None

    def question(self, typed: str) -> str:
        """Return the question as it is kept: what the model is told at length stands there by the preset's name."""
        return self.preset.question(typed, self.language) if self.preset else typed

    def typed(self, question: str) -> str:
        """Return what the agent typed of a kept question."""
        return self.preset.typed(question) if self.preset else question

    def for_composing(self) -> AnswerOptions:
        """Return what holds where no model answers: the fixes are all there is, and they are text."""
        preset = replace(self.preset, offers_fixes=True, json_schema="") if self.preset else None
        return replace(self, preset=preset)

    def offered(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """Return the fixes that the model is given, which are those that it may cite."""
        return passages if self.preset is None or self.preset.offers_fixes else ()

    def missing_adapters(self, known: Sequence[str]) -> Notice | None:
        """Say which adapters of the preset the model does not have."""
        missing = [name for name in self.preset.adapters if name not in known] if self.preset else []
        if not missing or self.preset is None:
            return None
        values: dict[str, object] = {"names": ", ".join(missing), "preset": self.preset.name(self.language)}
        return Notice(Severity.WARNING, "presets.no_adapter", values)
