"""Whether what is shown of a page elsewhere, in the search or a list, is what the page says."""
