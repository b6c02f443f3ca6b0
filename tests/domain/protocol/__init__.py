"""The rules of a privacyprotocol."""
