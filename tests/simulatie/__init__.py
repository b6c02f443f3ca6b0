"""Ten years of a region, day by day at the real clock, which freezegun moves: what keeps its promise then, keeps it."""
