"""Whether a change of words is minor or clinical, and which words say so."""
