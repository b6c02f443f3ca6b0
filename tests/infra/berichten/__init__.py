"""Messages: what is derived, what is delivered, and what happens when something dies in the middle."""
