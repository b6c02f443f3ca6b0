"""The casus: one case through its whole life, from aanmelding to verwijdering."""
