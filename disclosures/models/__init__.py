"""The kernel that every record shares: who answers for it, what is attached, what must happen after publication."""

from disclosures.models.action import ActionRun
from disclosures.models.agency import Agency, AgencyAlias
from disclosures.models.attachment import Attachment, File
from disclosures.models.record import RecordPage
from disclosures.models.section import DisclosuresPage

__all__ = ["ActionRun", "Agency", "AgencyAlias", "Attachment", "DisclosuresPage", "File", "RecordPage"]
