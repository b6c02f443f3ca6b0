"""The machinery: event store, codec, kluis, keys, runner, database, settings, definitions."""
