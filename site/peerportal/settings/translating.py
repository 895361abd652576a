"""Translation: a machine that suggests it, off until one is named."""

import environ

env = environ.Env()

# The machine by its dotted path, e.g. wagtail_localize.machine_translators.deepl.DeepLTranslator, and its options as
# JSON. Empty: translators write everything themselves. The words of the glossary are kept whatever it says.
MACHINE_TRANSLATOR = env.str("MACHINE_TRANSLATOR", "")
if MACHINE_TRANSLATOR:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "home.translators.KeepsTerms",
        "OPTIONS": {"CLASS": MACHINE_TRANSLATOR, "OPTIONS": env.json("MACHINE_TRANSLATOR_OPTIONS", {})},
    }
WAGTAILLOCALIZE_JOBS = {"BACKEND": "wagtail_localize.tasks.ImmediateBackend"}
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"
