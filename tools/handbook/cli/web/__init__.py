"""Web servers outside, asked by connections that lead to nothing that only we can reach."""
