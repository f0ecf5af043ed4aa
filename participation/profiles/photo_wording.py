"""Why a picture cannot be used, in the staff's words."""

from flask_babel import lazy_pgettext

from participation.profiles.photos import PhotoFault

REFUSED = {
    # L10N: to an officer who chose a file as a photo
    PhotoFault.TOO_LARGE: lazy_pgettext("staff", "The file is larger than 12 MB. Please choose a smaller one."),
    # L10N: to an officer who chose a file as a photo
    PhotoFault.TOO_MANY_PIXELS: lazy_pgettext(
        "staff", "The picture is too large. Please save it smaller: 4,000 by 4,000 at most."
    ),
    # L10N: to an officer who chose a file as a photo
    PhotoFault.UNREADABLE: lazy_pgettext("staff", "This is not a JPEG or PNG picture that can be read."),
}
