"""The council's folder for case records: what is put there each night, what waits, and the receipts."""
