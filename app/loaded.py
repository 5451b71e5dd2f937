"""Imported by the process that the others are copied from: everything that the site needs, and nothing running yet.

A service manager that stops the site signals each of its processes: this one leaves last, when the others are gone.
"""

import gc
import signal
from importlib import import_module

from app.main import FEATURES

signal.signal(signal.SIGTERM, signal.SIG_IGN)
for feature in FEATURES:
    import_module(f"app.{feature}.routes")
gc.freeze()  # what is there stays: looking for waste among it would copy it into each process
