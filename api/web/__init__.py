"""The pages for the people who work with it: HTML made here, which asks and commands as the REST door does.

No rule stands in a page: it asks the routes under ``api/rest`` for what they answer, and shows that. A family of pages
is one module here with its templates in ``sjablonen/<familie>/``; ``alle`` lists the families.
"""
