"""What all views are made of: buttons, lines, icons, the look, the language."""
