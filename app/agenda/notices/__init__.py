"""What each person is reminded of: chosen, found each morning, sent in one mail, remembered."""
