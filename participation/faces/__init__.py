"""The face of a carer or social worker who has sent one: given by the officer, approved, and seen by the child."""
