"""Signing in: allauth as tried in security.md §3.1. Mailed codes, passkeys and one-time codes; no passwords."""

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "hjemmeside"
# One window a scope: two share a cache key and the short one wipes the long one's memory (security.md §3.1).
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,5/h/key", "signup": "20/h/ip"}
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_REAUTHENTICATION_REQUIRED = True
MFA_TOTP_ISSUER = "Peerportalen"
USERSESSIONS_TRACK_ACTIVITY = False

# Our own limits of the pages that mail a code or take a private link: (how many, in how many seconds).
ACCOUNT_LIMITS = {"step_up": (5, 3600), "address": (5, 3600), "private_link": (30, 3600)}
# Signed out after so many seconds away and so many in all; a visit is noted at most every so many (security.md §2).
SESSION_LIMITS = {
    "staff": (30 * 60, 12 * 3600, 60),
    "others": (14 * 24 * 3600, 30 * 24 * 3600, 3600),
}
