"""The application for a WSGI server."""

import os

from participation import create_app
from participation.config import Config

app = create_app(Config.from_environ(os.environ))
