"""The follow-up sheet imported by django-import-export in Django's administration, set up to go fast."""
