"""One file that holds the database and its documents, sealed when a key is given, and the way back."""
