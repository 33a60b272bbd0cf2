"""What is set aside: by waivers for a time, and by the list that an old library began with."""
