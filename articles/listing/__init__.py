"""Which texts stand in which list, and how many by month."""
