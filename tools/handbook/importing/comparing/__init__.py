"""What an original says and what its draft says, held against each other."""
