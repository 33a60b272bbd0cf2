"""Services, the hours they are there, and where cover has holes: what pages say of them."""
