"""What is asked of records that name others: that there are any, how far they are, what is late."""
