"""Examines the installation and the data, and changes nothing."""

from app.doctor.examination import diagnose
from app.doctor.finding import Finding, State

__all__ = ["Finding", "State", "diagnose"]
