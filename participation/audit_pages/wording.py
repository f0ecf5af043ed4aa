"""Acts in words."""

from flask_babel import pgettext


def act(action: str) -> str:
    """What somebody did, after their name; an act that has no words here stands as it was recorded."""
    of_officers = {**_after_the_meeting(), **_between_meetings()}
    return {**_of_staff(), **of_officers, **_of_others(), **_of_accounts()}.get(action, action)


def _of_staff() -> dict[str, str]:
    return {
        # L10N: in the audit, after the name of who did it
        "read": pgettext("staff audit", "read"),
        # L10N: in the audit, after a name: was not shown what they asked for
        "refused": pgettext("staff audit", "was refused"),
        # L10N: in the audit, after a name
        "gave a reason to read": pgettext("staff audit", "gave a reason to read"),
        # L10N: in the audit, after a name
        "looked for a number": pgettext("staff audit", "looked for a number"),
        # L10N: in the audit, after a name
        "read the audit": pgettext("staff audit", "read the audit"),
        # L10N: in the audit, after a name
        "gave cover": pgettext("staff audit", "gave cover"),
        # L10N: in the audit, after a name
        "ended cover": pgettext("staff audit", "ended cover"),
        # L10N: in the audit, after a name
        "signed in": pgettext("staff audit", "signed in"),
    }


def _of_others() -> dict[str, str]:
    """Of whoever had a letter, and of the program."""
    return {
        # L10N: in the audit, after "whoever had the letter": put a lock on the letter
        "lock set": pgettext("staff audit", "set a lock"),
        # L10N: in the audit, after "whoever had the letter": chose something else that opens the lock
        "lock changed": pgettext("staff audit", "changed the lock"),
        # L10N: in the audit, after "whoever had the letter": took back what was sent
        "taken back": pgettext("staff audit", "took it back"),
        # L10N: in the audit, after "the program": a mark that something was taken back is gone again
        "no longer taken back": pgettext("staff audit", "saw that it is no longer taken back"),
        # L10N: in the audit: the program added coded answers to the figures
        "counted": pgettext("staff audit", "counted"),
        # L10N: in the audit, after a name: made figures of a year public
        "published": pgettext("staff audit", "published figures"),
        # L10N: in the audit: the program added answers about officers to bands
        "counted for bands": pgettext("staff audit", "counted for bands"),
    }


def _of_accounts() -> dict[str, str]:
    return {
        # L10N: in the audit, after a name: somebody has an account to work here
        "account added": pgettext("staff audit", "opened an account"),
        # L10N: in the audit, after a name: chose a password and an authenticator by a link
        "account set up": pgettext("staff audit", "set up their account"),
        # L10N: in the audit, after a name: nobody can sign in with an account any more
        "account disabled": pgettext("staff audit", "closed an account"),
        # L10N: in the audit, after a name: a colleague gets another password and authenticator
        "set-up link made": pgettext("staff audit", "made a link to set an account up anew"),
        # L10N: in the audit, after a name: a colleague may see other things from now on
        "role changed": pgettext("staff audit", "changed a role"),
        # L10N: in the audit, after a name: a colleague is called something else
        "name changed": pgettext("staff audit", "changed a name"),
        # L10N: in the audit, after a name: ended the sessions of a colleague
        "signed out by a manager": pgettext("staff audit", "signed somebody out everywhere"),
        # L10N: in the audit, after a name: a review is another officer's from now on
        "handed over": pgettext("staff audit", "gave to somebody else"),
        # L10N: in the audit, after a name: told an officer that something waits
        "reminded": pgettext("staff audit", "reminded"),
        # L10N: in the audit, after a name: let a letter to an adult go as a link by mail
        "letter to go by mail": pgettext("staff audit", "let a letter go by mail"),
        # L10N: in the audit, after a name: a letter to an adult went as a link by mail
        "letter mailed": pgettext("staff audit", "mailed a letter"),
        # L10N: in the audit, after a name: a letter that was to go by mail did not, as it was ended, answered or begun
        "letter not mailed": pgettext("staff audit", "did not mail a letter"),
        # L10N: in the audit, after a name: the mail server refused the address of an adult
        "mail refused": pgettext("staff audit", "was refused a mail"),
        # L10N: in the audit, after a name: told an adult that a meeting to which they come has changed
        "told of a change": pgettext("staff audit", "told of a meeting that changed"),
    }


def _after_the_meeting() -> dict[str, str]:
    return {
        # L10N: in the audit, after a name: confirmed a national code
        "recorded participation": pgettext("staff audit", "recorded how the child took part"),
        # L10N: in the audit, after a name: confirmed another national code than the suggested one
        "knew better": pgettext("staff audit", "recorded another code than the suggested one"),
        # L10N: in the audit, after a name: what a child was promised is done
        "noted as done": pgettext("staff audit", "noted as done"),
        # L10N: in the audit, after a name: what a child was promised is not done after all
        "noted as not done": pgettext("staff audit", "noted as not done"),
        # L10N: in the audit, after a name: wrote what came of something that a child asked for
        "answered": pgettext("staff audit", "answered the child"),
        # L10N: in the audit, after a name: kept a letter to a child that is not printed yet
        "wrote to": pgettext("staff audit", "wrote a letter to the child"),
        # L10N: in the audit, after a name: drew the letter to a child after a review
        "printed the letter after": pgettext("staff audit", "printed the letter to the child"),
        # L10N: in the audit, after a name: said to what a child wishes for the meeting that it will be so, or not
        "settled a wish": pgettext("staff audit", "settled a wish for the meeting"),
        # L10N: in the audit, after a name: said when, where and with whom a meeting is
        "settled the meeting": pgettext("staff audit", "settled the meeting"),
        # L10N: in the audit, after a name: a child says that the new day of the meeting is not OK, and they have talked
        "talked about a move of the meeting": pgettext("staff audit", "talked with the child about the new day"),
        # L10N: in the audit, after a name: let a child choose between days for a meeting
        "offered days for the meeting": pgettext("staff audit", "offered days for the meeting"),
        # L10N: in the audit, after a name: took back the days between which a child could choose
        "took days for the meeting back": pgettext("staff audit", "took back the days offered for the meeting"),
        # L10N: in the audit, after a name: kept a line of a child's out of what is printed for the meeting
        "left out of the pack": pgettext("staff audit", "left a line out of the pack"),
        # L10N: in the audit, after a name: the opposite
        "put back into the pack": pgettext("staff audit", "put a line back into the pack"),
        # L10N: in the audit, after a name: marked that decisions, letter or distribution of a review are done
        "marked as done": pgettext("staff audit", "marked it as done"),
        # L10N: in the audit, after a name: took back that decisions, letter or distribution of a review are done
        "marked as not done": pgettext("staff audit", "marked it as not done"),
    }


def _between_meetings() -> dict[str, str]:
    return {
        # L10N: in the audit, after a name: wrote notes for a meeting that nobody else reads
        "noted for themselves": pgettext("staff audit", "noted something for themselves"),
        # L10N: in the audit, after a name: wrote down a visit to a child
        "wrote down": pgettext("staff audit", "wrote down"),
        # L10N: in the audit, after a name: put right what they wrote of a visit
        "changed": pgettext("staff audit", "changed"),
        # L10N: in the audit, after a name: asked others to put something right for a child
        "raised": pgettext("staff audit", "raised"),
        # L10N: in the audit, after a name: asked somebody above, because nobody had answered
        "took further": pgettext("staff audit", "took further"),
        # L10N: in the audit, after a name: asked for an advocate for a child
        "referred": pgettext("staff audit", "asked the advocacy service"),
        # L10N: in the audit, after a name: an advocate accepts a request
        "advocacy taken": pgettext("staff audit", "accepted it as an advocate"),
        # L10N: in the audit, after a name: an advocate has reached the child
        "advocacy contacted": pgettext("staff audit", "noted to be in touch as an advocate"),
        # L10N: in the audit, after a name: an advocate has met the child
        "advocacy met": pgettext("staff audit", "noted to have met as an advocate"),
        # L10N: in the audit, after a name: an advocate has nothing more to do
        "advocacy closed": pgettext("staff audit", "closed it as an advocate"),
        # L10N: in the audit, after a name: an advocate took their last step back
        "advocacy undone": pgettext("staff audit", "took a step back as an advocate"),
        # L10N: in the audit, after a name: what somebody answered to a challenge
        "noted an answer": pgettext("staff audit", "noted the answer to"),
    }


def kind(about: str) -> str:
    """What sort of thing an entry is about."""
    words: dict[str, str] = {
        # L10N: in the audit, what an entry is about: something that a child or an adult sent
        "submission": pgettext("staff audit", "something sent"),
        # L10N: in the audit, what an entry is about
        "review": pgettext("staff audit", "the review"),
        # L10N: in the audit, what an entry is about: the letter with a QR code
        "invitation": pgettext("staff audit", "a letter"),
        # L10N: in the audit, what an entry is about: an adult around a review
        "person": pgettext("staff audit", "somebody around a review"),
        # L10N: in the audit, what an entry is about: somebody's account
        "staff": pgettext("staff audit", "an account"),
        # L10N: in the audit, what an entry is about: a visit of an officer to a child
        "visit": pgettext("staff audit", "a visit"),
        # L10N: in the audit, what an entry is about: what an officer asked others to put right
        "challenge": pgettext("staff audit", "a challenge"),
        # L10N: in the audit, what an entry is about: an officer asked for an advocate for a child
        "advocacy": pgettext("staff audit", "a request for an advocate"),
        # L10N: in the audit, what an entry is about: somebody asked to be contacted
        "contact": pgettext("staff audit", "a request to be contacted"),
        # L10N: in the audit, what an entry is about: somebody complained
        "complaint": pgettext("staff audit", "a complaint"),
    }
    return words.get(about.partition("/")[0], "")
