"""Open data from the same record: the French schema « subventions » and 360Giving, validated before they leave."""
