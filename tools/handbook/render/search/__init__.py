"""What the search of the built handbook knows: a small index of names, and words by their letters.

``entries`` says what can be found, ``words`` takes a text apart, ``files`` writes it all down.
"""
