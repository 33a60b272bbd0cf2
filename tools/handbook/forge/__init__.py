"""Ways to say something about a page or to change it: addresses, messages and forms.

Nothing here asks a server: what a page, a form or a message must hold is worked out from the
settings and the registry alone.
"""
