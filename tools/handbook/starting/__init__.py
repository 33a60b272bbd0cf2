"""Files that a network starts with: workflows for its forge, who looks at what, its web server.

Pure: from settings and an assessment to texts by path, and what writing them would mean beside
those that are there. ``cli`` reads and writes.
"""
