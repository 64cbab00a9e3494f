"""The editors' desk: where articles go and who is told, checks before publishing, bulk work. Every act is written down."""
