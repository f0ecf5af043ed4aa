"""The program `participation`: every command, composed from the features."""

import os
from dataclasses import replace

import click
from flask import Flask

from participation import create_app
from participation.audit.commands import audit
from participation.config import Config, Unfit
from participation.console import Refused
from participation.councils.commands import councils
from participation.db import migrations
from participation.demo.commands import demo
from participation.disclosure.commands import child, submission
from participation.endings.commands import disable_command, end_command
from participation.exchange.commands import exports, imports
from participation.exchange.dataset.commands import import_ssd
from participation.feed.commands import feed
from participation.letters.commands import invite, letters
from participation.metrics.commands import metrics
from participation.operations import backup_commands, key_commands, questionnaire_commands, serving, worker
from participation.operations.handing_over import commands as handing_over
from participation.report.commands import report
from participation.retention.commands import purge
from participation.screens import commands as checking
from participation.sealing.keyring import KeysUnfit
from participation.staff import commands
from participation.translating.commands import translations


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Hear children in care in the review of their own life."""


for command in (
    serving.serve,
    serving.check,
    migrations.db,
    key_commands.keys,
    backup_commands.backup,
    backup_commands.restore,
    commands.staff,
    worker.worker,
    audit,
    questionnaire_commands.questionnaires,
    translations,
    imports,
    exports,
    end_command,
    invite,
    letters,
    metrics,
    report,
    feed,
    purge,
    demo,
    councils,
):
    cli.add_command(command)

for command in (submission, child):
    exports.add_command(command)
commands.staff.add_command(disable_command)
imports.add_command(import_ssd)

for command in (handing_over.split, handing_over.merge, handing_over.undo, handing_over.close_command):
    councils.add_command(command)

for command in (checking.screens, checking.invite_reader, checking.withdraw, checking.judged):
    translations.add_command(command)


def application(**chosen: str) -> Flask:
    """The application as the environment describes it, but for what a command's own options choose."""
    try:
        return create_app(replace(Config.from_environ(os.environ), **chosen).checked())
    except Unfit as unfit:
        raise Refused(*unfit.problems) from unfit
    except KeysUnfit as problem:
        raise Refused(str(problem)) from problem


def main() -> None:
    """Run one command."""
    cli(obj=application, prog_name="participation")


if __name__ == "__main__":
    main()
