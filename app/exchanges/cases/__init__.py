"""The case for IMPACT-Alliances: a finished project told so that it can be taken up elsewhere."""
