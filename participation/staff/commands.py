"""`participation staff`: accounts of officers, support, managers and advocates."""

import sys
from secrets import choice

import click

from participation.console import AppCommand, Refused
from participation.drawing.qr import blocks
from participation.sealing.key_files import KeysUnfit
from participation.staff.accounts import AlreadyOpen, add_staff
from participation.staff.authenticators import authenticator_link
from participation.staff.models import Role, Staff
from participation.staff.passwords import SHORTEST
from participation.staff.queries import every_staff, staff_by_email

LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
"""Without those that are mistaken for each other when a password is read out."""


@click.group()
def staff() -> None:
    """Accounts of the staff side."""


@staff.command("add", cls=AppCommand)
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What they may see.")
@click.option("--generate", is_flag=True, help="Make a password instead of asking for one.")
@click.option("--openid", is_flag=True, help="No password: the council's own sign-in opens it.")
@click.option("--renew", is_flag=True, help="Give an account that exists a new password and authenticator.")
def add(email: str, name: str, role: str, renew: bool, **how: bool) -> None:
    """Open an account for EMAIL, and show what its owner puts into an authenticator app."""
    if "@" not in email.strip("@ ") or not name.strip():
        raise Refused("An account needs an email address and a name.")
    if all(how.values()):
        raise Refused("Choose one: --openid has no password, --generate makes one.")
    existing = staff_by_email(email)
    if existing and existing.is_set_up and not renew:
        raise Refused(f"{existing.email} has an account already. With --renew it gets a new password.")
    password = _password(**how)
    try:
        made, secret = add_staff(email, name.strip(), Role(role), password, renew=renew)
    except AlreadyOpen:
        raise Refused(f"{email} has an account already. With --renew it gets a new password.") from None
    except KeysUnfit as problem:
        raise Refused(str(problem)) from problem
    if how["openid"]:
        click.echo(f"{made.name} ({made.role}) can sign in as {made.email} with the council's own sign-in.")
    else:
        _show(made, secret, password if how["generate"] else "")


def _password(generate: bool, openid: bool) -> str:
    password = "" if openid else _made() if generate else _typed()
    if password and len(password) < SHORTEST:
        raise Refused(f"The password has {len(password)} characters; it needs at least {SHORTEST}.")
    return password


def _typed() -> str:
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def _made() -> str:
    """Four times five: over 98 bits, and it can be read out."""
    return "-".join("".join(choice(LETTERS) for _ in range(5)) for _ in range(4))


def _show(made: Staff, secret: str, password: str) -> None:
    link = authenticator_link(made, secret)
    click.echo(f"{made.name} ({made.role}) can sign in as {made.email}.")
    if password:
        click.echo(f"Password: {password}")
    click.echo("Scan this with an authenticator app, or type the secret. It is shown only now.\n")
    click.echo(blocks(link, colour=sys.stdout.isatty()))
    click.echo(f"\n{link}\nSecret: {secret}")


@staff.command("list", cls=AppCommand)
def list_command() -> None:
    """List every account, its role and whether it is open."""
    for each in every_staff():
        state = "disabled" if each.disabled_at else "open" if each.is_set_up else "not set up"
        click.echo(f"{each.role:<9} {state:<10} {each.email}  {each.name}")
