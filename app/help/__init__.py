"""Help: first visit, glossary, keyboard, style page, accessibility statement."""
