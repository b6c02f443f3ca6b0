"""The consultatie: a question to a table, from the asking to the answer, an aanmelding or verwijdering."""
