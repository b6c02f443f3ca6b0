"""The core of the logboek: known answers of others, every small tree, and named attacks."""
