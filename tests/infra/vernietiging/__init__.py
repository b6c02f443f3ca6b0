"""Carrying out a vernietigingslijst."""
