"""Rules about how the network works: groups, meetings, duties, cover, policies, and answers."""
