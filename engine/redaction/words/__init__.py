"""What words tell by themselves: names, vocabularies, labels, the make of logins; and patterns that cost little."""
