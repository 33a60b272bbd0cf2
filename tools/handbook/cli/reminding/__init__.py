"""What all ways of reminding share: where each record is, and when people were last reminded."""
