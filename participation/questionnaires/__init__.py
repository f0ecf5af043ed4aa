"""The questionnaire engine: files in, pages and answers out; standard library only."""
