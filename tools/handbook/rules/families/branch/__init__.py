"""Rules that judge a branch against its base."""
