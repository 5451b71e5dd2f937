"""The letters to partners: queued in the transaction of what calls for them, sent once at most."""
