"""The words of Deskside as frozen values: no input, no output, standard library only."""
