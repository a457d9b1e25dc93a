"""Every user action as data: menus, toolbar, keys and palette read this one table."""
