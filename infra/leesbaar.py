"""Faults whose text was written for the operator, so that the command line can say it as it is."""


class LeesbareFout(Exception):
    """What keeps something from being done, in one English sentence without anything of a case in it."""
