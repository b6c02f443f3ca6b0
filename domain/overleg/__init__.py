"""The overleg: one meeting of a tafel, a triage or a casusoverleg, from planning to report."""
