"""Documents of projects: received and checked, kept by their digest, found again, never executed."""
