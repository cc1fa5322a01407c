"""The audit log read and held against what it speaks of."""
