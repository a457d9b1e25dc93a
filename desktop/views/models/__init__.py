"""The models of this computer."""
