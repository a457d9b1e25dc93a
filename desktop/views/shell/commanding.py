"""Opens the command palette over a window, and says what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from desktop.actions import CONTEXT, TABLE, ActionSet, keys_of, plain, text_of, tip_of
from desktop.viewmodels.cases import CasesViewModel
from desktop.viewmodels.naming import shown_language
from desktop.viewmodels.palette import Command, Kind, PaletteViewModel
from desktop.viewmodels.presets import PresetsViewModel
from desktop.views.case.composer import Composer
from desktop.views.fixes.fix_panel import FixPanel
from desktop.views.history.case_list import CasesColumn
from desktop.views.parts.opening import opened
from desktop.views.parts.surroundings import Surroundings
from desktop.views.settings.setting_words import choice_text, name_of, section_title
from desktop.views.shell.shell_actions import ShellActions
from engine.domain.knowledge import CannedFix
from engine.settings import TABLE as SETTINGS
from engine.wording import Language

_SELF = "app.palette"


class PaletteWindow(Protocol):
    """What the palette leads to in a window."""

    actions_by_id: ActionSet
    cases: CasesViewModel
    presets: PresetsViewModel
    shell: ShellActions
    composer: Composer
    cases_column: CasesColumn
    fix_panel: FixPanel


class Commanding(QObject):
    """One for each window; it asks the window for its parts when the palette is opened."""

    def __init__(self, window: QWidget, around: Surroundings, parts: Callable[[], PaletteWindow]) -> None:
        super().__init__(window)
        self._window, self._around, self._parts = window, around, parts
        self.model = PaletteViewModel(
            around.desk,
            around.tasks,
            at_hand=self._at_hand,
            open_case=self._open_case,
            use_fix=self._use_fix,
            language=shown_language,
            parent=self,
        )

    def show(self) -> None:
        """Open the palette."""
        from desktop.views.parts.command_palette import CommandPalette

        palette = CommandPalette(self._around.theme, self.model, self._window)
        opened(palette)

    def _open_case(self, conversation_id: int, message_id: int) -> None:
        self._parts().cases_column.case_chosen.emit(conversation_id, message_id)

    def _use_fix(self, fix: CannedFix) -> None:
        self._parts().fix_panel.insert_wanted.emit(fix)

    def _at_hand(self) -> Iterator[Command]:
        yield from self._action_commands()
        yield from self._setting_commands()
        yield from self._preset_commands()
        seen = set()
        for row in self._parts().cases.model.rows:
            case = row.conversation
            if case.id not in seen:
                seen.add(case.id)
                yield Command(
                    Kind.CASE,
                    str(case.id),
                    case.title or QCoreApplication.translate("Palette", "Untitled case"),
                    partial(self._open_case, case.id, 0),
                    place=QCoreApplication.translate("Palette", "Case"),
                )

    def _action_commands(self) -> Iterator[Command]:
        actions = self._parts().actions_by_id
        for spec in TABLE:
            if spec.id == _SELF:
                continue
            yield Command(
                Kind.ACTION,
                spec.id,
                plain(text_of(spec)),
                actions[spec.id].trigger,
                other_name=plain(spec.text),
                keywords=f"{tip_of(spec)} {spec.tip}",
                place=plain(QCoreApplication.translate(CONTEXT, spec.menu.value)),
                keys=keys_of(spec),
                is_enabled=actions[spec.id].isEnabled(),
            )

    def _setting_commands(self) -> Iterator[Command]:
        parts = self._parts()
        is_chinese = shown_language() is Language.ZH
        for row in SETTINGS.values():
            yield Command(
                Kind.SETTING,
                row.key,
                name_of(row),
                partial(parts.shell.show_settings, row.key),
                other_name=row.en if is_chinese else row.zh,
                keywords=" ".join((row.key, *map(choice_text, row.choices))),
                place=section_title(row.key.partition(".")[0]),
            )

    def _preset_commands(self) -> Iterator[Command]:
        parts, language = self._parts(), shown_language()
        for preset in parts.presets.presets:
            names = [text.name for text in preset.texts.values()]
            yield Command(
                Kind.PRESET,
                preset.uid,
                preset.name(language),
                partial(parts.composer.preset.decide, preset),
                other_name=" ".join(name for name in names if name != preset.name(language)),
                keywords=preset.shortcut,
                place=QCoreApplication.translate("Palette", "Preset"),
            )
