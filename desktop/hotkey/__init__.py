"""Global hotkeys, registered with the system, never hooked."""
