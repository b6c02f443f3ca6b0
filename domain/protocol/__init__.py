"""Which version of the privacyprotocol of a regime is in force, since when, and who took it; a stream per regime."""
