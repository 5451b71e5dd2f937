"""What is printed: the sheet of a project in two pages, and the report to a funder. The web page is the print."""
