"""The coordinator's pages: this week, who has what to do, and a pack for each meeting to come."""
