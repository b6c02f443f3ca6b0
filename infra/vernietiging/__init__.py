"""From a proposal to a finished vernietigingslijst: the shell of the lists, their preview, and their execution."""
