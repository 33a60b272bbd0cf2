"""What anybody may read of a registry that was assessed whole (promise I13, docs/hazard-log.md).

Standings, adoption and coverage are worked out from everything, so that they are right. What is
made of them here is the public edition: an assessment that holds only records marked
``visibility: public``, and of what follows from others only facts on a list. Pages of a public
site are drawn from it, so they have nothing else to draw from. ``docs/decisions/0041-*``.
"""
