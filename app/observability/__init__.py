"""What the hub tells its operators: events with keys from an allow-list, never a value of a patient."""
