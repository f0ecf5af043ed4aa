"""The application for a WSGI server."""

import os

from participation import create_app
from participation.config import Config
from participation.db.postgres import answer_in_time
from participation.log import to_stderr

app = create_app(Config.from_environ(os.environ))
to_stderr(app.extensions["config"].log)
answer_in_time(app.extensions["engine"], app.extensions["standby"])
