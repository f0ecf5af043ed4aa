"""How accounts are put into words for managers."""

from flask_babel import npgettext, pgettext

from participation.accounts.actions import Obstacle
from participation.accounts.queries import ListedAccount
from participation.staff.models import Role


def obstacle(why: Obstacle) -> str:
    """Why nothing was changed."""
    words: dict[Obstacle, str] = {
        # L10N: to a manager who tries to close their own account, or to change its role
        Obstacle.OWN: pgettext("staff", "This is your own account: another manager has to do this."),
        # L10N: to a manager who gives an officer another role
        Obstacle.HAS_REVIEWS: pgettext("staff", "Only officers have reviews: please give theirs to somebody first."),
        # L10N: to a manager who closes an officer's account
        Obstacle.NOBODY_TAKES: pgettext("staff", "Please say whose these reviews are now, every one of them."),
    }
    return words[why]


def nobody_chosen() -> str:
    """Nothing was given, because nobody was chosen."""
    # L10N: to a manager who gives an officer's reviews to others
    return str(pgettext("staff", "Please choose who takes them."))


def given() -> str:
    """After reviews were given to others."""
    # L10N: to a manager, after giving an officer's reviews to others
    return str(pgettext("staff", "Given. Whoever has them now is told that something waits."))


def closed() -> str:
    """After an account was closed."""
    # L10N: to a manager, after closing an account
    return str(pgettext("staff", "The account is closed. Nobody can sign in with it."))


def second_factor(account: ListedAccount) -> str:
    """What is asked beside a password, or in its place."""
    known = []
    if account.has_app:
        # L10N: in a list of accounts: an authenticator app on a phone
        known.append(str(pgettext("staff", "app")))
    if account.passkeys:
        # L10N: in a list of accounts: passkeys, which are ways to sign in
        known.append(str(npgettext("staff", "%(num)d passkey", "%(num)d passkeys", account.passkeys)))
    if account.staff.openid_subject:
        # L10N: in a list of accounts: the council's own sign-in opens it
        known.append(str(pgettext("staff", "council’s sign-in")))
    # L10N: in a list of accounts: nobody can sign in with this one yet
    return ", ".join(known) or str(pgettext("staff", "none"))


def role_hints() -> dict[str, str]:
    """What somebody of each role may see, by role."""
    return {
        # L10N: to a manager, below a role: what a reviewing officer may see
        Role.OFFICER: pgettext("staff", "Their own reviews, and what was said for them"),
        # L10N: to a manager, below a role: what business support may see
        Role.SUPPORT: pgettext("staff", "Lists, letters and who has answered; never what"),
        # L10N: to a manager, below a role: what a service manager may see
        Role.MANAGER: pgettext("staff", "Figures, feedback, settings and accounts; a review only with a reason"),
        # L10N: to a manager, below a role: what an advocate may see
        Role.ADVOCATE: pgettext("staff", "Requests for an advocate, and nothing else"),
    }
