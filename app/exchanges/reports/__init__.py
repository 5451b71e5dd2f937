"""Reports that leave: what is asked for, which kinds exist, how a file is made, kept and sent."""
