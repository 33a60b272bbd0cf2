"""Many registries in one index: what they published is verified, joined and written, and no more.

Nothing here asks anybody for anything: what was fetched is handed in (``cli/federating/`` does
that). What another registry says is its own word and untrusted: it is held against the published
fields, and how a text stands is said in this program's words.
"""
