"""What every layer may ask about the government that publishes here; a setting, never a constant."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


def in_language(zh: str, en: str, language: str | None = None) -> str:
    """The one of two official wordings for ``language`` (default: the active one); the other where one is empty."""
    wanted, other = (en, zh) if (language or get_language() or "").startswith("en") else (zh, en)
    return wanted or other


@register_setting(icon="site")
class GovernmentProfile(BaseSiteSetting):
    """The issuing government: names in both languages, official codes, how to reach it, a notice for every page."""

    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    code = models.CharField(
        _("agency code"),
        max_length=20,
        blank=True,
        help_text=_("As in the national catalogue, for example 387000000A."),
    )
    county_code = models.CharField(_("county code"), max_length=10, blank=True)
    address_zh = models.CharField(_("address in Chinese"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    notice_zh = models.CharField(
        _("notice in Chinese"),
        max_length=250,
        blank=True,
        help_text=_("Shown on top of every page, for example on a demonstration site."),
    )
    notice_en = models.CharField(_("notice in English"), max_length=300, blank=True)

    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("name_zh"), FieldPanel("name_en"), FieldPanel("code"), FieldPanel("county_code")],
            _("Government"),
        ),
        MultiFieldPanel([FieldPanel("address_zh"), FieldPanel("address_en"), FieldPanel("phone")], _("Contact")),
        MultiFieldPanel([FieldPanel("notice_zh"), FieldPanel("notice_en")], _("Notice")),
    ]

    class Meta:
        verbose_name = _("government")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def address(self) -> str:
        return in_language(self.address_zh, self.address_en)

    @property
    def notice(self) -> str:
        return in_language(self.notice_zh, self.notice_en)
