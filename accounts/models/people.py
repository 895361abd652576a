"""A person and the roles they hold."""

import uuid
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..enums import CMS_ROLES, STAFF_ROLES, Channel, Region, Role
from ..fields import EncryptedTextField


class UserQuerySet(models.QuerySet["User"]):
    """People, filtered by who asks."""

    def for_user(self, user: Any) -> "UserQuerySet":
        """Those `user` may see: oneself; coordinators also those registered in their region or in none; administrators
        everybody."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.has_role(Role.ADMINISTRATOR):
            return self
        own = Q(pk=user.pk)
        regions = set(user.role_grants.filter(role=Role.COORDINATOR).values_list("region", flat=True))
        if not regions:
            return self.filter(own)
        seen = Q(registration__isnull=False)
        if "" not in regions:
            seen &= Q(registration__region__in=["", *regions])
        return self.filter(own | seen)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes people. There are no passwords, so none is ever taken."""

    def create_user(self, email: str | None = None, **extra: Any) -> "User":
        """Saves a person; the address is stored in lower case, or empty for somebody reached by phone or letter.

        The first code they sign in with confirms the address: allauth needs its own row of it for that.
        """
        from allauth.account.models import EmailAddress

        user = self.model(email=email.strip().lower() if email else None, **extra)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            if user.email:
                EmailAddress.objects.using(self._db).create(user=user, email=user.email, primary=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in with a code mailed to `email`; without one the coordinator acts on their behalf."""

    # The base class brings one; here there is none.
    password = None  # type: ignore[assignment]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=5, default="da")
    channel = models.CharField(_("channel"), max_length=6, choices=Channel.choices, default=Channel.MAIL)
    phone = EncryptedTextField(_("phone"), blank=True)
    # What a number is found by without opening any: a keyed fingerprint of it.
    phone_mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # Kept only while letters are the channel.
    postal_address = EncryptedTextField(_("postal address"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("created"), auto_now_add=True)
    # When we wrote that an account nobody uses will be deleted (accounts.domain.idle).
    idle_told_at = models.DateTimeField(null=True, editable=False)
    # Raised to end every session of the person at once.
    session_version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="address_in_lower_case"),
            models.CheckConstraint(condition=~Q(email=""), name="no_empty_address"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="known_channel"),
            models.CheckConstraint(
                condition=Q(channel=Channel.LETTER) | Q(postal_address=""), name="postal_address_for_letters_only"
            ),
        ]

    def __str__(self) -> str:
        """Never a name: this text ends up in logs and histories (security.md §3.4)."""
        return f"person {str(self.uuid)[:8]}"

    def clean(self) -> None:
        self.email = self.email.strip().lower() if self.email else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower() if self.email else None
        super().save(*args, **kwargs)

    @property
    def sealed_as(self) -> UUID:
        """What the seals of the person's fields are bound to: known before the database gives the number."""
        return self.uuid

    @property
    def name(self) -> str:
        """The name as the person gave it, or nothing. Wagtail and allauth want its two parts, so those are stored."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_full_name(self) -> str:
        """The name as the person gave it; the address for somebody who gave none."""
        return self.name or self.email or str(self)

    def get_short_name(self) -> str:
        return self.first_name or self.get_full_name()

    # --- no passwords: every door that Django opens to one is shut here -----------------------------------------
    def set_password(self, raw_password: str | None) -> NoReturn:
        raise TypeError("The portal has no passwords.")

    def check_password(self, raw_password: str | None) -> bool:
        return False

    def set_unusable_password(self) -> None:
        """Nothing to do: allauth calls it for each new person."""

    def has_usable_password(self) -> bool:
        return False

    def get_session_auth_hash(self) -> str:
        """What a session is bound to: raising `session_version` ends them all."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> list[str]:
        return []

    def _session_hash(self) -> str:
        value = f"{self.uuid}:{self.session_version}"
        return salted_hmac("accounts.User.session", value, algorithm="sha256").hexdigest()

    # --- roles --------------------------------------------------------------------------------------------------
    @property
    def roles(self) -> frozenset[str]:
        """The roles held now; one query, remembered for the request."""
        if not hasattr(self, "_roles"):
            self._roles = frozenset(self.role_grants.values_list("role", flat=True))
        return self._roles

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds one of `roles`."""
        return bool(self.roles & set(roles))

    @property
    def is_staff_member(self) -> bool:
        """Whether the person works here and so needs a second factor."""
        return bool(self.roles & STAFF_ROLES)

    @property
    def enters_cms(self) -> bool:
        """Whether the person may enter the Wagtail admin."""
        return bool(self.roles & CMS_ROLES)


class RoleGrant(models.Model):
    """One role of one person, for a region or a section of the site where the scope names one."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    region = models.CharField(max_length=20, choices=Region.choices, blank=True)
    section = models.SlugField(max_length=80, blank=True, help_text=_("Slug of the section an editor works in."))
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["role", "region", "section"]
        constraints = [
            models.UniqueConstraint(fields=["person", "role", "region", "section"], name="one_grant_a_scope"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="known_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.region or self.section}".strip()

    @property
    def words(self) -> str:
        """The role and where it counts, as people read it."""
        where = self.get_region_display() if self.region else self.section
        return f"{self.get_role_display()} ({where})" if where else self.get_role_display()
