"""Imported by whoever serves, before anything runs: everything that the site needs."""

import gc
from importlib import import_module

from app.main import FEATURES

for feature in FEATURES:
    import_module(f"app.{feature}.routes")
gc.freeze()  # what is there stays: looking for waste among it would take time, and copy it into each process
