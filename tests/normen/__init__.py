"""The description of the door held against the NLGov REST API Design Rules 2.2."""
