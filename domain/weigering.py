"""How the domain says no: one sentence in Dutch that the user reads as it stands."""


class Weigering(Exception):
    """A command that the rules refuse; ``str()`` is the sentence for the user. Nothing was recorded."""


class Crisisroute(Weigering):
    """Crisis is never taken in: the sentence is the route that crisis has of its own.

    Source: factsheet overlegtafels Zaanstreek-Waterland (1-12-2023), p. 1: "Bij geen van deze
    netwerkorganisaties kun je terecht voor een crisis, die kent zijn eigen routes."
    """
