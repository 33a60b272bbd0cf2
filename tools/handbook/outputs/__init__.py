"""What other systems read: files for programs, spreadsheets, whatever is made besides the pages.

Everything here is drawn from the render context that the pages are drawn from, so that it says what
they say, and in a public edition has nothing else to say. An output is one module in ``catalogue``,
which is found there; ``making`` makes them all, ``index`` lists them, and ``said`` reads back what
they say of how documents stand, for ``publish`` to compare it with the pages.
"""
