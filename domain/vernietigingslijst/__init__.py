"""The vernietigingslijst: what is destroyed together, from the proposal to the verklaring."""
