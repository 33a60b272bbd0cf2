"""The formats of findings: a module each, whose function ``write`` makes the whole report."""
