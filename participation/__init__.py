"""Participation: a child in care is heard in the review of their own life, and sees what came of it."""

import gc

# Nothing that is imported is garbage: to look through it again and again took half of every start.
gc.disable()

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask

from participation import db, service
from participation.accounts.views import blueprint as accounts
from participation.advocacy import notices as advocacy_notices
from participation.advocacy.referral_views import blueprint as referrals
from participation.advocacy.views import blueprint as advocacy
from participation.answering.views import blueprint as answering
from participation.audit_pages.views import blueprint as audit_pages
from participation.between.views import blueprint as between
from participation.casework.afterwards_views import blueprint as afterwards
from participation.casework.answers_views import blueprint as answers
from participation.casework.carried_views import blueprint as carried
from participation.casework.chasing_views import blueprint as chasing
from participation.casework.feedback_views import blueprint as feedback
from participation.casework.helper_views import blueprint as helper
from participation.casework.interpreter_views import blueprint as interpreter
from participation.casework.language_views import blueprint as language
from participation.casework.letter_after_views import blueprint as letter_after
from participation.casework.pack_views import blueprint as pack
from participation.casework.preparing_views import blueprint as preparing
from participation.casework.recording_views import blueprint as recording
from participation.casework.settling_views import blueprint as settling
from participation.casework.slots_views import blueprint as slots
from participation.casework.sorting_views import blueprint as sorting
from participation.casework.views import blueprint as casework
from participation.challenges.views import blueprint as challenges
from participation.complaints import notices as complaints_notices
from participation.complaints.views import blueprint as complaints
from participation.config import ROOT, Config
from participation.contact import notices as contact_notices
from participation.contact.views import blueprint as contact
from participation.db.migrations import BESIDE_TABLES
from participation.endings import notices as endings_notices
from participation.endings.views import blueprint as endings
from participation.escalation import banner
from participation.escalation.views import blueprint as escalation
from participation.exchange.envelope_views import blueprint as envelopes
from participation.exchange.views import blueprint as exchange
from participation.faces import notices as faces_notices
from participation.faces.views import blueprint as faces
from participation.feed.views import blueprint as feed
from participation.feedback.you_said_views import blueprint as you_said
from participation.filing import notices as filing_notices
from participation.filing.views import blueprint as filing
from participation.inspection.views import blueprint as inspection
from participation.letters.printing_views import blueprint as printing
from participation.letters.views import blueprint as letters
from participation.metrics.behind.views import blueprint as behind
from participation.metrics.breakdowns.views import blueprint as breakdowns
from participation.metrics.for_analysts.actions import ViewsOfFigures
from participation.metrics.inside.views import blueprint as more_figures
from participation.metrics.missed.views import blueprint as missed
from participation.metrics.views import blueprint as metrics
from participation.permissions import notices as permissions_notices
from participation.permissions.views import blueprint as permissions
from participation.profiles import notices as profiles_notices
from participation.profiles.approval_views import blueprint as approvals
from participation.profiles.views import blueprint as profiles
from participation.proofreading import views as proofreading
from participation.report.views import blueprint as report
from participation.retention.views import blueprint as retention
from participation.sealing import of_this_app
from participation.service import own_files
from participation.settings.design import blueprint as design
from participation.settings.views import blueprint as settings
from participation.staff import navigation, openid
from participation.staff import notices as staff_notices
from participation.staff.account_views import blueprint as account
from participation.staff.guard import require_staff
from participation.staff.more_views import blueprint as more
from participation.staff.openid_views import blueprint as openid_sign_in
from participation.staff.passkey_views import blueprint as passkey_sign_in
from participation.staff.set_up_views import blueprint as set_up
from participation.staff.views import blueprint as signing_in
from participation.web import (
    compression,
    errors,
    form_input,
    health,
    languages,
    log,
    security,
    standby,
    templating,
    turning,
)

gc.freeze()
gc.enable()
# What a request leaves goes at once, but for a few rings of SQLAlchemy's. To look for those every 700 objects, as is
# usual, takes a twentieth of each press.
gc.set_threshold(10_000)


class House(Flask):
    """One thread for each request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is asynchronous; Flask would ask that of each of the dozen functions that a request passes."""
        return func


def create_app(config: Config) -> Flask:
    """The whole house: what every part stands on, then each side that this process serves."""
    app = House("participation", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.extensions["config"] = config
    of_this_app.init_app(app, config)
    log.init_app(app)
    db.init_app(app, config.database_url)
    standby.init_app(app, config.figures_database_url)
    form_input.init_app(app)
    security.init_app(app, config, of_this_app.cookie_secret(app))
    languages.init_app(app)
    templating.init_app(app)
    compression.init_app(app)
    service.init_app(app)
    own_files.init_app(app, clip="answering.clip", drawing="answering.symbol")
    errors.init_app(app)
    navigation.init_app(app)
    openid.init_app(app, config)
    app.extensions[BESIDE_TABLES] = ViewsOfFigures(config.figures_role)
    app.extensions[navigation.REVIEW_IS_SHOWN_BY] = "staff.casework.review"
    staff_notices.init_app(app)
    advocacy_notices.init_app(app)
    contact_notices.init_app(app)
    complaints_notices.init_app(app)
    permissions_notices.init_app(app)
    profiles_notices.init_app(app)
    faces_notices.init_app(app)
    endings_notices.init_app(app)
    filing_notices.init_app(app)
    banner.init_app(app, rota_is_set_by="staff.settings.settings")
    app.register_blueprint(health.blueprint)
    if "public" in config.serves:
        app.register_blueprint(answering)
        turning.init_app(app)
    if "staff" in config.serves:
        proofreading.init_app(app)
        app.register_blueprint(_staff_side())
    return app


def _staff_side() -> Blueprint:
    """Everything below /staff, denied by default: the guard stands before each part."""
    side = Blueprint("staff", __name__, url_prefix="/staff")
    side.before_request(require_staff)
    # In this order their places stand in the navigation.
    parts = (
        signing_in, passkey_sign_in, openid_sign_in, set_up, account, casework, preparing, settling, slots, pack,
        helper, recording, answers, carried, letter_after, afterwards, between, challenges, sorting, letters, printing,
        envelopes, language, interpreter, chasing, endings, exchange, advocacy, referrals, contact, escalation, metrics,
        breakdowns, behind, more_figures, missed, inspection, report, feed, feedback, you_said, complaints, more,
        permissions, accounts, profiles, approvals, faces, audit_pages, settings, design, retention, filing,
        proofreading.blueprint,
    )  # fmt: skip
    for part in parts:
        side.register_blueprint(part)
    return side
