"""Evidence bundles: what one organisation may show of a day, packed, read and remade."""
