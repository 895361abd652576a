"""What every way of running the portal shares. Values come from the environment (see the table in README.md)."""

from pathlib import Path
from typing import Any

import environ

from .courses import *  # noqa: F403
from .keeping import *  # noqa: F403
from .mailing import *  # noqa: F403
from .peer_groups import *  # noqa: F403
from .signing_in import *  # noqa: F403
from .translating import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[3]
VAR = ROOT / "var"
env = environ.Env()

# --- who answers -------------------------------------------------------------------------------------------------
DEBUG = False
DEVELOPMENT = False  # mounts /udvikling/ and serves uploaded pictures itself
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
PORT = env.int("PORT", 8000)
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{PORT}")
ROOT_URLCONF = "peerportal.urls"
WSGI_APPLICATION = "peerportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
IS_DEMO = env.bool("IS_DEMO", False)  # prints "this is a demo" on each page

INSTALLED_APPS = [
    "pdf",
    "outbox",
    "accounts",
    "home",
    "news",
    "peerhub",
    "courses",
    "employment",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.frontend_cache",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_structlog",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

RELEASE = env.str("RELEASE", "dev")  # part of every validator: a new release makes old pages stale

DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # debug: one line a request, when it is answered

MIDDLEWARE = [
    "home.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "home.middleware.ResponseHeadersMiddleware",  # below the policy's own: it says which one /cms/ has
    "home.middleware.PathLanguageMiddleware",
    "home.middleware.ValidatorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.session_ages.SessionAgeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.StaffFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "home.context.portal",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "home.templatetags.components"],
        },
    }
]
FORM_RENDERER = "home.forms.PortalRenderer"

# --- data --------------------------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR}/peerportal.sqlite3")
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
SQLITE_OPTIONS = {
    # IMMEDIATE: a writer waits its turn instead of dying with "database is locked". FULL: what is acknowledged is on
    # disk. secure_delete: what is deleted is overwritten, so that an erased person is in no byte of the file.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA secure_delete=ON;",
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHE_URL = env.str("CACHE_URL", "dbcache://portal_cache")
CACHES = {
    "default": env.cache_url_config(CACHE_URL),
    # Pictures' sizes are prefetched with their pictures; a cache of them in the database would cost more than it saves.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SESSION_ENGINE = "accounts.sessions"

MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static", ("fonts", VAR / "generated" / "fonts")]
ERASURE_LEDGER = env.str("ERASURE_LEDGER", str(VAR / "erasure-ledger.txt"))  # stays when the database is restored
STORAGE_URL = env.str("STORAGE_URL", "")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if STORAGE_URL.startswith("s3://"):
    bucket = STORAGE_URL.removeprefix("s3://").strip("/")
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": bucket, "querystring_expire": 60},
    }

# --- people ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "own_overview"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_DISPLAY = "accounts.adapters.shown_name"
REQUIRE_STAFF_MFA = env.bool("REQUIRE_STAFF_MFA", True)
FIELD_KEYS = env.str("FIELD_KEYS", "")
BACKUP_KEY = env.str("BACKUP_KEY", "")  # seals archives of `backup`; without it the first of FIELD_KEYS does

# Sessions exist only below these prefixes (each also below /en). The rest is public and reads none (architecture.md
# §4.6).
PERSONAL_PREFIXES = [
    "/konto/",
    "/min-side/",
    "/koordinator/",
    "/underviser/",
    "/supervisor/",
    "/administration/",
    "/cms/",
]
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "home.views.errors.csrf_failure"
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- languages ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("da", "Dansk"), ("en", "English")]
USE_I18N = WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "admin"]  # the second: Danish that Wagtail and allauth lack
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
FORMAT_MODULE_PATH = ["home.formats"]

# --- Wagtail -----------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Peerportalen"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = ["Europe/Copenhagen"]  # schedules are in Copenhagen's time for everybody
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTO_UPDATE_PREVIEW = True
WAGTAILIMAGES_IMAGE_MODEL = "home.PortalImage"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_WEBP_QUALITY = 70  # nobody tells it from Wagtail's 80 at these sizes, and it is a sixth smaller
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_MODEL = "home.PortalDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "txt", "csv", "vtt", "mp4"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.media_forms.PortalDocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.media_forms.PortalImageForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database", "ATOMIC_REBUILD": True}}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor posts many

# --- mail --------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Peerportalen <portal@example.org>")
EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = VAR / "mail"  # where development keeps its mails

# --- work that runs beside the web process -----------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- headers -----------------------------------------------------------------------------------------------------
FILM_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]  # asked only after a click
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "frame-src": ["'self'", *FILM_HOSTS],
        "form-action": ["'self'"],
        "img-src": ["'self'", "data:"],
    }
}
# Wagtail's admin prints inline scripts and shows its preview in a frame (security.md §3.2).
CMS_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-ancestors": ["'self'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# --- limits of security.md §3.6: (how many, in how many seconds); benches and soaks raise them ----------------------
RATE_LIMITS = {"contact": (5, 3600), "search": (60, 60), "feedback": (10, 3600), "pdf": (30, 3600), "tool": (60, 3600)}
RATE_LIMITS |= {"api": (120, 60)}
RATE_LIMITS |= ACCOUNT_LIMITS | PEER_LIMITS | NEWSLETTER_LIMITS | COPY_LIMITS | COURSE_LIMITS  # noqa: F405
RATE_LIMIT_FACTOR = env.int("RATE_LIMIT_FACTOR", 1)

# --- outside links ---------------------------------------------------------------------------------------------------
LINK_CHECK_INSIDE = False  # tests visit a server on 127.0.0.1; nothing else may ask for an address of our own network

# --- periods in days; each is a promise printed on /privatliv/ ------------------------------------------------------
ENQUIRY_ANSWER_WORKING_DAYS = 5
ENQUIRY_CLOSE_AFTER_DAYS = 30
ENQUIRY_ERASE_AFTER_MONTHS = 12
OUTBOX_KEEP_DAYS = 30
ACCESS_LOG_KEEP_MONTHS = 12
ACCOUNT_IDLE_MONTHS = 24
FEEDBACK_KEEP_MONTHS = 12

# --- what the sources do not state: our own assumptions --------------------------------------------------------------
FULL_TIME_HOURS = 37  # hours a week, as most Danish agreements have it

# --- logs --------------------------------------------------------------------------------------------------------
LOG_FORMAT = env.str("LOG_FORMAT", "console")
