"""Messages: where they are sent from, what their fields hold, and what their texts may speak of."""
