"""The rules of the vernietigingslijst."""
