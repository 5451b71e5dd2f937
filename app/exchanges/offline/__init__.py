"""A partner's grid as a workbook: issued, received back, compared with what is stored, then kept all or nothing."""
