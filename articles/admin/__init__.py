"""The back office, one file a noun. Django looks for them here."""
