"""Charts that templates ask for: data in, shapes and the same in words out, drawn by the theme."""
