"""A made-up portfolio of any size, by COPY: the same size, seed and day give the same rows."""

from app.demo.sized.loading import SEED, load_portfolio, load_sized

__all__ = ["SEED", "load_portfolio", "load_sized"]
