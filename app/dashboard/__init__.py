"""The fund as a whole: money, territories, milestones, axes, indicators."""
