"""Participation: a child in care is heard in the review of their own life, and sees what came of it."""

from flask import Blueprint, Flask

from participation import compressing, db, errors, health, languages, log, security, service, templating, typed, vault
from participation.access.views import blueprint as access
from participation.advocacy.views import blueprint as advocacy
from participation.answering.views import blueprint as answering
from participation.config import ROOT, Config
from participation.duty import alarms
from participation.duty.views import blueprint as duty
from participation.exchange.views import blueprint as exchange
from participation.metrics.views import blueprint as metrics
from participation.oversight.views import blueprint as oversight
from participation.people import navigation, openid
from participation.people.account_views import blueprint as account
from participation.people.guard import require_staff
from participation.people.openid_views import blueprint as openid_sign_in
from participation.people.views import blueprint as people
from participation.posting.views import blueprint as posting
from participation.preparing.answers_views import blueprint as answers
from participation.preparing.chasing_views import blueprint as chasing
from participation.preparing.feedback_views import blueprint as feedback
from participation.preparing.recording_views import blueprint as recording
from participation.preparing.sorting_views import blueprint as sorting
from participation.preparing.views import blueprint as preparing
from participation.profiles.views import blueprint as profile
from participation.retention.views import blueprint as keeping
from participation.settings.views import blueprint as settings


def create_app(config: Config) -> Flask:
    """The whole house: what every part stands on, then each side that this process serves."""
    app = Flask("participation", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.extensions["config"] = config
    vault.init_app(app, config)
    log.init_app(app)
    db.init_app(app, config.database_url)
    typed.init_app(app)
    security.init_app(app, config, vault.cookie_secret(app))
    languages.init_app(app)
    templating.init_app(app)
    compressing.init_app(app)
    service.init_app(app)
    errors.init_app(app)
    navigation.init_app(app)
    openid.init_app(app, config)
    alarms.init_app(app)
    app.register_blueprint(health.blueprint)
    if "public" in config.serves:
        app.register_blueprint(answering)
    if "staff" in config.serves:
        app.register_blueprint(_staff_side())
    return app


def _staff_side() -> Blueprint:
    """Everything below /staff, denied by default: the guard stands before each part."""
    side = Blueprint("staff", __name__, url_prefix="/staff")
    side.before_request(require_staff)
    parts = (
        people, openid_sign_in, account, preparing, recording, answers, chasing, feedback, access, posting, advocacy,
        exchange, metrics, duty, oversight, profile, settings, sorting, keeping,
    )  # fmt: skip
    for part in parts:
        side.register_blueprint(part)
    return side
