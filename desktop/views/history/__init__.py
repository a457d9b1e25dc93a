"""The list of cases, the search in it, and where cases are filed."""
