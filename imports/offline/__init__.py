"""A partner's grid as a workbook: written for one respondent, read back cell by cell."""
