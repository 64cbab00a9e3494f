"""For whoever runs the site: is it alive, is it ready, what waits, and what it did, line by line."""
