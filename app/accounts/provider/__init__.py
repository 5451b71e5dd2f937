"""Signing in by an identity provider (OpenID Connect): the way there, the way back, and who comes back."""
