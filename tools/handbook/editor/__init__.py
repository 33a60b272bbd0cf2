"""The form editor: its settings, made from the content types, and the files that it consists of."""
