"""The text of attachments, page by page, read by a confined child process. Imports no Django."""

from disclosures.extraction.model import Extraction, Status
from disclosures.extraction.process import Limits
from disclosures.extraction.reading import extract

__all__ = ["Extraction", "Limits", "Status", "extract"]
