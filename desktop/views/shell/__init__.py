"""The window itself: its columns, actions, notices, tray, and the palette of all commands."""
