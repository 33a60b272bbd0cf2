"""The lists of the handbook as spreadsheets, each a copy that says when it ends."""
