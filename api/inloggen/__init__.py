"""Sign-in: people through their own organisation (OpenID Connect), systems with tokens of their own issuer."""
