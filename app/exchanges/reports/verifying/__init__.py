"""Was this file issued by the fund, is it still what was issued, and what does the product say today?"""
