"""Official templates: sheets written from the column tables that read them, empty or filled with what is recorded."""
