"""What the declaration of a content type says, part by part, and whether it may."""
