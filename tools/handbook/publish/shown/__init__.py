"""Whether what is shown of a page, on it and elsewhere, in the search or a list, is what is so."""
