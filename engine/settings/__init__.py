"""Settings: one typed table that feeds the dialog, the command line, validation and the manual."""

from engine.settings.folders import Folders
from engine.settings.policy import Policy, policy_file
from engine.settings.presets import PRESETS, ImportReport, PresetFolder, export_presets, import_presets
from engine.settings.profiles import PROFILES, ProfileFolder
from engine.settings.settings import Settings
from engine.settings.table import TABLE, Setting, Tier

__all__ = [
    "PRESETS",
    "PROFILES",
    "TABLE",
    "Folders",
    "ImportReport",
    "Policy",
    "PresetFolder",
    "ProfileFolder",
    "Setting",
    "Settings",
    "Tier",
    "export_presets",
    "import_presets",
    "policy_file",
]
