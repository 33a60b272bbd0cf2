"""How members took documents up, as pages and parts of pages."""
