"""The Wagtail groups behind the editing roles, with the least each needs; kept in step with roles and sections."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from accounts.enums import CMS_ROLES, Role
from accounts.models import User

# Permissions on pages, from the tree's root or from one section.
PAGE_RIGHTS = {
    Role.EDITOR: ["add_page", "change_page"],
    Role.MODERATOR: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    Role.TRANSLATOR: ["change_page"],
    Role.ADMINISTRATOR: [
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ],
}
# Wagtail asks for the rights of its own image and document models, whichever models are in use.
COLLECTION_RIGHTS = {
    Role.EDITOR: [
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    ],
    Role.TRANSLATOR: ["choose_image", "choose_document"],
}
COLLECTION_RIGHTS[Role.MODERATOR] = COLLECTION_RIGHTS[Role.ADMINISTRATOR] = COLLECTION_RIGHTS[Role.EDITOR]
# What editors keep beside pages: local contacts, words of the glossary, works of the library, places of the directory,
# areas of competence.
KEPT = ["localcontact", "glossaryterm", "work", "peerplace", "competencearea"]
KEEPING = [f"{act}_{name}" for name in KEPT for act in ("add", "change", "delete", "view")]
TRANSLATING = [f"{act}_{name}" for name in KEPT for act in ("change", "view")]
REVIEWING = ["publish_work", "lock_work", "unlock_work"]  # works are drafted and reviewed like pages
FACTS = ["add_fact", "change_fact", "view_fact"]  # none deletes: a page may quote it
PROMOTING = [f"{act}_searchpromotion" for act in ("add", "change", "delete", "view")]  # found first
MODEL_RIGHTS = {
    Role.EDITOR: ["access_admin", *KEEPING, *FACTS, *PROMOTING],
    Role.MODERATOR: [
        "access_admin",
        *KEEPING,
        *REVIEWING,
        *FACTS,
        *PROMOTING,
        "submit_translation",
        "add_redirect",
        "change_redirect",
        "delete_redirect",
        "view_pagefeedback",
    ],
    Role.TRANSLATOR: ["access_admin", "submit_translation", *TRANSLATING, *FACTS[1:]],
    Role.ADMINISTRATOR: [
        "access_admin",
        *KEEPING,
        *REVIEWING,
        *FACTS,
        *PROMOTING,
        "submit_translation",
        "add_redirect",
        "change_redirect",
        "delete_redirect",
        "view_pagefeedback",
        "change_portalsettings",
        "add_workflow",
        "change_workflow",
        "add_task",
        "change_task",
        "add_collection",
        "change_collection",
        "delete_collection",
        "view_group",
    ],
}
REVIEWED = ["work"]  # what is not a page and goes the same way
PREFIX = "Rolle: "
# Made by Wagtail's own migrations; ours take their place.
WAGTAILS_OWN = ["Editors", "Moderators"]
WAGTAILS_OWN_WORKFLOW = ["Moderators approval"]


def group_name(role: str, section: str = "") -> str:
    """The name of the Wagtail group of a role, or of a role in one section."""
    return f"{PREFIX}{role}" + (f" ({section})" if section else "")


@transaction.atomic
def ensure_groups() -> None:
    """Makes the groups and gives them exactly these permissions. Harmless to repeat; runs after each migrate."""
    root = Page.objects.filter(depth=1).first()
    if root is None:
        return
    for role in sorted(CMS_ROLES):
        _fill(group_name(role), role, root)
    Group.objects.filter(name__in=WAGTAILS_OWN).delete()
    _ensure_workflow(root)


def _ensure_workflow(root: Page) -> None:
    """Draft → review by a moderator → published, for the whole tree, where no administrator has chosen otherwise."""
    if WorkflowPage.objects.filter(page=root).exclude(workflow__name__in=WAGTAILS_OWN_WORKFLOW).exists():
        return
    task, _made = GroupApprovalTask.objects.get_or_create(name="Godkendelse ved moderator")
    task.groups.set(Group.objects.filter(name__in=[group_name(Role.MODERATOR), group_name(Role.ADMINISTRATOR)]))
    workflow, _made = Workflow.objects.get_or_create(name="Godkendelse")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.filter(page=root).delete()
    WorkflowPage.objects.create(workflow=workflow, page=root)
    for kind in ContentType.objects.filter(model__in=REVIEWED):
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
    Workflow.objects.filter(name__in=WAGTAILS_OWN_WORKFLOW).update(active=False)


def section_choices() -> list[tuple[str, str]]:
    """Slug and title of each section of the Danish site, for who gives a role in one of them."""
    sections = Page.objects.filter(depth=3, locale__language_code="da").order_by("path")
    return list(sections.values_list("slug", "title"))


def ensure_section_group(role: str, section: str) -> Group | None:
    """The group of a role in the section with this slug; None when there is no such section."""
    page = Page.objects.filter(slug=section, depth=3).first()
    return _fill(group_name(role, section), role, page) if page else None


def _fill(name: str, role: str, page: Page) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=MODEL_RIGHTS[Role(role)]))
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS[Role(role)])
    GroupPagePermission.objects.filter(group=group).exclude(permission__in=wanted, page=page).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    collection = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=COLLECTION_RIGHTS[Role(role)]
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    return group


@transaction.atomic
def follow(person: User) -> None:
    """Puts a person in the groups of their roles and takes them out of the others."""
    person.groups.remove(*person.groups.filter(name__startswith=PREFIX))
    for grant in person.role_grants.filter(role__in=CMS_ROLES):
        group = (
            ensure_section_group(grant.role, grant.section)
            if grant.section
            else Group.objects.filter(name=group_name(grant.role)).first()
        )
        if group:
            person.groups.add(group)
