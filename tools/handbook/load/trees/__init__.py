"""Trees of files: the working copy, a commit, a day of the past, what a merge would give."""
