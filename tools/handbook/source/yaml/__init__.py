"""Strict YAML and front matter: data together with the place of every key."""
