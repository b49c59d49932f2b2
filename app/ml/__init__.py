"""Models: train them on fields, check their files, apply them, judge them; in worker processes, of plain values."""
