"""Settings: one typed table that feeds the dialog, the command line, validation and the manual."""

from engine.settings.exchange import SettingsTaken, export_settings, import_settings
from engine.settings.folders import Folders
from engine.settings.policy import Policy, policy_file
from engine.settings.presets import PRESETS, PresetFolder, PresetImport, export_presets, import_presets
from engine.settings.profile_files import free_name, keep_profile, remove_profile
from engine.settings.profiles import PROFILES, ProfileFolder
from engine.settings.settings import Settings
from engine.settings.table import TABLE, Setting, Tier

__all__ = [
    "PRESETS",
    "PROFILES",
    "TABLE",
    "Folders",
    "Policy",
    "PresetFolder",
    "PresetImport",
    "ProfileFolder",
    "Setting",
    "Settings",
    "SettingsTaken",
    "Tier",
    "export_presets",
    "export_settings",
    "free_name",
    "import_presets",
    "import_settings",
    "keep_profile",
    "policy_file",
    "remove_profile",
]
