"""The words of the mails of accounts, as they are until an administrator changes them."""

from django.utils.translation import gettext_lazy as _

from outbox.kinds import Placeholder, Wording

CODE = Placeholder(_("the code"), "WLJW-JPDP", private=True)

ROLES_CHANGED = Wording(
    subject=_("Your roles in the portal have changed"),
    body=(
        _("An administrator has changed what you may do in the portal."),
        _("Your roles are now: {roller}."),
        _("You have been signed out everywhere. Sign in again to go on."),
        _("If you did not expect this, write to us."),
    ),
    placeholders={"roller": Placeholder(_("the roles the person has now"), _("coordinator, trainer"))},
    button=_("Open my page"),
)
DATA_COPY_READY = Wording(
    subject=_("Your copy is ready"),
    body=(_("The copy you asked for is ready. Sign in to fetch it within 24 hours. It can be fetched once."),),
    button=_("Fetch the copy"),
)
STEP_UP = Wording(
    subject=_("Your code"),
    body=(
        _("Here is the code you asked for:"),
        "{kode}",
        _("It works for 10 minutes and only in the browser where you asked for it."),
        _(
            "If you did not ask for a code, somebody may be signed in as you. Sign in and end the other browsers, or "
            "write to us."
        ),
    ),
    placeholders={"kode": CODE},
)
ADDRESS_CODE = Wording(
    subject=_("Confirm your new address"),
    body=(
        _("Write this code on the page where you changed your address:"),
        "{kode}",
        _("It works for 10 minutes. If you did not ask for it, you need not do anything."),
    ),
    placeholders={"kode": CODE},
)
ADDRESS_TAKEN = Wording(
    subject=_("This address is in use already"),
    body=(
        _(
            "Somebody has asked for this address to be used in the portal. It is in use there already, so nothing has "
            "been changed."
        ),
        _("If it was you, sign in with it. If not, you need not do anything."),
    ),
)
ADDRESS_LINK = Wording(
    subject=_("Is this your address?"),
    body=(
        _(
            "A coordinator at Peerportalen has written down this address as yours. Open the page below and confirm it. "
            "Then you can sign in."
        ),
        _("The link works for seven days. If the address is not meant for this, you need not do anything."),
    ),
    button=_("Open the page"),
)
ADDRESS_CHANGED = Wording(
    subject=_("Your address has been changed"),
    body=(
        _("The address you sign in with has been changed to another one."),
        _(
            "If it was you, you need not do anything. If it was not, open the page below within three days and undo "
            "it. Then everybody is signed out, and this address works again."
        ),
    ),
    button=_("Open the page"),
)
ERASURE_ASKED = Wording(
    subject=_("Your account is being deleted"),
    body=(
        _("You asked us to delete your account. It is closed now, and what we hold about you is being deleted."),
        _("If you did not ask for this, write to us today."),
    ),
)
IDLE_NOTICE = Wording(
    subject=_("Do you want to keep your account?"),
    body=(
        _(
            "You have not used the portal for almost two years. On {dag} we delete your account and what we hold about "
            "you."
        ),
        _("Do you want to keep it? Then sign in, or write to us, before that day."),
        _("If you no longer need it, you need do nothing."),
    ),
    placeholders={"dag": Placeholder(_("the day the account is deleted"), _("3 November 2028"))},
    button=_("Sign in"),
)
