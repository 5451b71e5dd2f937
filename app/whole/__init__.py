"""Whole pages given again as they were drawn, for as long as nothing they show has changed.

The journal, the session and the person's settings are asked about at each page, in one statement; nothing is given that
the route would not draw the same. What differs from one answer to the next, the nonce and the token, is never kept.
"""
