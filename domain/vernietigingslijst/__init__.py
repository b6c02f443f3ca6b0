"""The vernietigingslijst: what is going to be destroyed, who looked at it, and what came of it."""
