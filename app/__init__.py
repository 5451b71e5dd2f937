"""The back office.

Loading it makes hundreds of thousands of objects that all stay: looking for waste among them every seven
hundred, as Python does, took a quarter of the start.
"""

import gc

gc.set_threshold(50_000, 20, 50)
