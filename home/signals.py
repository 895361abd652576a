"""What follows from a change: the content's version is raised, pictures get their sizes, roles their groups."""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from accounts.domain.roles import roles_changed
from accounts.models import RoleGrant

from .links import url_of
from .models import (
    ContentVersion,
    Fact,
    GlossaryTerm,
    LocalContact,
    PortalDocument,
    PortalImage,
    PortalRendition,
    PortalSettings,
)
from .models.versions import version_raised

TOUCHING = (
    Fact,
    GlossaryTerm,
    LocalContact,
    PortalDocument,
    PortalImage,
    PortalSettings,
    Redirect,
    Site,
    PageViewRestriction,
)


# What Wagtail writes on a page when only its draft changes.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}
SECTION_DEPTH = 3
LAST_APP = [config.label for config in apps.get_app_configs() if config.models_module][-1]


def touch(sender: Any = None, **kwargs: Any) -> None:
    """Whatever was kept of public pages is old now."""
    ContentVersion.touch()


def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A live page was saved or any page deleted. Saving a draft touches its own fields only and raises nothing."""
    fields = kwargs.get("update_fields")
    if fields is not None and set(fields) <= DRAFT_FIELDS:
        return
    if instance.live or kwargs.get("signal") is post_delete:
        ContentVersion.touch()


def version_was_raised(sender: Any, **kwargs: Any) -> None:
    """A proxy in front is purged of what it has."""
    from .domain import purging

    purging.ask()


def address_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was moved or renamed: the proxy must lose the addresses that it and all below it had."""
    from .domain import purging

    before = kwargs["url_path_before"] if "url_path_before" in kwargs else kwargs["instance_before"].url_path
    page = Page.objects.get(pk=instance.pk)
    if before != page.url_path:
        purging.ask_for(purging.paths_below(page, before))


def page_deleted(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The proxy must lose the page's address."""
    from .domain import purging

    if instance.depth > 1:
        purging.ask_for([url_of(instance)])


def picture_saved(sender: Any, instance: PortalImage, created: bool, **kwargs: Any) -> None:
    """Queues the sizes of a new or changed picture once it is stored."""
    from .tasks import make_picture_sizes

    transaction.on_commit(lambda: make_picture_sizes.enqueue(instance.pk))


def document_saved(sender: Any, instance: PortalDocument, **kwargs: Any) -> None:
    """Queues the reading of a new or changed file's words once it is stored."""
    from .tasks import read_document_text

    if kwargs.get("update_fields") is None:
        transaction.on_commit(lambda: read_document_text.enqueue(instance.pk))


def rendition_made(sender: Any, instance: PortalRendition, created: bool, **kwargs: Any) -> None:
    """A page may now show the picture at its size."""
    if created:
        ContentVersion.touch()


def person_roles_changed(sender: Any, person: Any, **kwargs: Any) -> None:
    """The Wagtail groups follow the roles."""
    from .domain.roles import follow

    follow(person)


def section_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Editors of a section get their group once the section exists."""
    from .domain.roles import follow

    if instance.depth == SECTION_DEPTH:
        for grant in RoleGrant.objects.filter(section=instance.slug).select_related("person"):
            follow(grant.person)


def after_migrate(sender: Any, **kwargs: Any) -> None:
    """The groups behind the editing roles exist after each migrate; permissions come app by app, so after the last."""
    from .domain.roles import ensure_groups

    if sender.label == LAST_APP:
        ensure_groups()


def connect() -> None:
    """Connects all of it; called once at start-up."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(touch, dispatch_uid="home.touch")
    for moved in (page_slug_changed, post_page_move):
        moved.connect(address_changed, dispatch_uid="home.address_changed")
    version_raised.connect(version_was_raised, dispatch_uid="home.version_raised")
    page_published.connect(section_published, dispatch_uid="home.section_published")
    for page_class in (Page, *_subclasses(Page)):
        post_save.connect(page_changed, sender=page_class, dispatch_uid=f"home.page_saved.{page_class.__name__}")
        post_delete.connect(page_changed, sender=page_class, dispatch_uid=f"home.page_deleted.{page_class.__name__}")
    post_delete.connect(page_deleted, sender=Page, dispatch_uid="home.page_gone")
    for model in TOUCHING:
        post_save.connect(touch, sender=model, dispatch_uid=f"home.saved.{model.__name__}")
        post_delete.connect(touch, sender=model, dispatch_uid=f"home.deleted.{model.__name__}")
    post_save.connect(picture_saved, sender=PortalImage, dispatch_uid="home.picture_saved")
    post_save.connect(document_saved, sender=PortalDocument, dispatch_uid="home.document_saved")
    post_save.connect(rendition_made, sender=PortalRendition, dispatch_uid="home.rendition_made")
    roles_changed.connect(person_roles_changed, dispatch_uid="home.roles_changed")
    post_migrate.connect(after_migrate, dispatch_uid="home.after_migrate")


def _subclasses(base: type[Page]) -> list[type[Page]]:
    found = []
    for child in base.__subclasses__():
        found += [*_subclasses(child)] if child._meta.abstract else [child, *_subclasses(child)]
    return found
