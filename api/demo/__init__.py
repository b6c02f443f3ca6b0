"""An invented year at one table: ``jaar`` thinks it up, ``vullen`` tells it to the service."""
