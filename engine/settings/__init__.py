"""Settings: one typed table that feeds the dialog, the command line, validation and the manual."""

from engine.settings.folders import Folders
from engine.settings.policy import Policy, policy_file
from engine.settings.profile_files import free_name, keep_profile, remove_profile
from engine.settings.profiles import PROFILES, ProfileFolder
from engine.settings.settings import Settings
from engine.settings.table import TABLE, Setting, Tier

__all__ = [
    "PROFILES",
    "TABLE",
    "Folders",
    "Policy",
    "ProfileFolder",
    "Setting",
    "Settings",
    "Tier",
    "free_name",
    "keep_profile",
    "policy_file",
    "remove_profile",
]
