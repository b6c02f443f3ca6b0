"""The tables that ship, held against the cases that their sources name; each assertion names the paragraph."""
