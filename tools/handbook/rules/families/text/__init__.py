"""Rules about the words that somebody wrote."""
