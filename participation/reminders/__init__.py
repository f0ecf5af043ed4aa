"""Who has not answered is reminded, by mail and by text message, where the service has turned that on."""
