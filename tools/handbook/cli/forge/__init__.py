"""Talking to the server that holds the repository: GitHub or GitLab, behind one small interface.

Nothing left of ``cli`` may do so. What each issue must become is worked out in ``remind``.
"""
