"""La gazette: a month on one page, written from the records, reread by someone, then mailed, printed or downloaded."""
