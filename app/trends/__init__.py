"""Portfolio and regions through time, on what is comparable."""
