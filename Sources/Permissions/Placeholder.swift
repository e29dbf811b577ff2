// Permissions
