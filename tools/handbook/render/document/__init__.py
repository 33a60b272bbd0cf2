"""One document: the view of it that is worked out once, and the pages made from that view."""
