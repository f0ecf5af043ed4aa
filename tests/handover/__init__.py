"""Tests of children who came from another council, or went to one."""
