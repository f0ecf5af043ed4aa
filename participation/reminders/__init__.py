"""Adults who have not answered are reminded, by mail and by text message, where the service has turned that on."""
