"""Imported by the process that the others are copied from: everything that the site needs, and nothing running yet.

A service manager that stops the site signals each of its processes: this one leaves last, when the others are gone. A
signal sent to a copy that has just been made waits until that copy listens, and is never lost.
"""

import gc
import os
import signal
from importlib import import_module

from app.main import FEATURES

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
os.register_at_fork(after_in_child=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM}))
for feature in FEATURES:
    import_module(f"app.{feature}.routes")
gc.freeze()  # what is there stays: looking for waste among it would copy it into each process
