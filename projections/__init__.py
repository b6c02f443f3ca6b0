"""The work questions: one file per view, with its table, how it takes a fact, and its queries."""
