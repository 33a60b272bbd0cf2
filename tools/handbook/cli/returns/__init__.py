"""What ``handbook returns`` does: tell what came, send forms out, take filled ones in."""
