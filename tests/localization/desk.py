"""What an editor's browser sends to the desk."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment

from portal import translations
from tests import factories


def signed_in(group: str = "Moderators") -> Client:
    """A browser of its own for one account of the group."""
    client, user = Client(), factories.user(f"one of {group}", group)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def text_form(page: Any, text: str, **more: Any) -> dict[str, Any]:
    """The editor's form of a plain page with one paragraph."""
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "seo_title": "",
            "search_description": "",
            "body": streamfield([("text", rich_text(f"<p>{text}</p>"))]),
            "attachments": inline_formset([]),
            "comments": inline_formset([]),
            **more,
        }
    )


def submit_for_translation(client: Client, page: Any, **more: Any) -> Any:
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [factories.english().pk], **more})


def sync(client: Client, page: Any, **more: Any) -> Any:
    """“Sync translated pages” of a source."""
    return client.post(reverse("wagtail_localize:update_translations", args=[translations.frozen_of(page).pk]), more)


def write_words(client: Client, translated: Any, source_text: str, words: str) -> Any:
    """One text in the translation editor; returns the response."""
    translation = translations.of_page(translated)
    segment = StringSegment.objects.get(source=translation.source, string__data=source_text)
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    return client.put(address, urlencode({"value": words}), content_type="application/x-www-form-urlencoded")


def publish_translation(client: Client, translated: Any) -> Any:
    """The button “Publish” of the translation editor."""
    return client.post(edit(translated), {"action": "publish"}, follow=True)


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])
