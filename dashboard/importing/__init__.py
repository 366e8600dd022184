"""The Data page: files brought, what was read of them, and the versions that they made."""
