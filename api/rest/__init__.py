"""The REST door, /v1: each route turns a request into one command, and the answer into one schema."""
