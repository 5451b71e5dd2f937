"""The funder workbook: every total and every score a live formula, down to the answers."""
