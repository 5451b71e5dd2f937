"""What an electronic address looks like, for pages and verbs alike."""

import re

ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
