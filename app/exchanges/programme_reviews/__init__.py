"""The report and the workbook of a published evaluation of a programme."""
