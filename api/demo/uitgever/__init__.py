"""The demo's own OpenID provider: on this computer alone, for invented people, and no part of the service.

The service knows it as any issuer, over HTTP; in production it takes no address on this computer and no key of it.
"""
