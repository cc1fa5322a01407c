"""The office's own settings; those of its channels stand in their files."""

from pydantic import Field, SecretStr

from bot.channels.registry import services
from bot.channels.variables import Address, Variables
from bot.people.retention import Retention


class Settings(Variables):
    """What the office decides about its database, its web pages and its keys."""

    database_url: str = "sqlite:///dunghan.db"
    public_url: Address | None = None
    secret_key: SecretStr | None = Field(default=None, min_length=32)
    link_hours: int = Field(default=48, ge=24, le=72)
    audit_key: SecretStr | None = Field(default=None, min_length=32)
    earlier_audit_keys: SecretStr | None = None
    audit_head_to: str = ""
    disk_free_mb: int = Field(default=500, ge=0)
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)

    keep_sent_days: int = Field(default=Retention.sent, ge=7)
    keep_received_days: int = Field(default=Retention.received, ge=3)
    keep_links_days: int = Field(default=Retention.links, ge=7)
    keep_wishes_days: int = Field(default=Retention.wishes, ge=30)

    @property
    def retention(self) -> Retention:
        """For how long what goes to and fro is kept."""
        return Retention(self.keep_sent_days, self.keep_received_days, self.keep_links_days, self.keep_wishes_days)

    @property
    def head_keepers(self) -> list[str]:
        """Where the head of the audit log goes, as it is written; none: to the administrators."""
        return [one.strip() for one in self.audit_head_to.split(",") if one.strip()]

    def replaced_audit_keys(self) -> list[str]:
        """The keys before AUDIT_KEY, the oldest first."""
        given = self.earlier_audit_keys.get_secret_value() if self.earlier_audit_keys else ""
        return [key.strip() for key in given.split(",") if key.strip()]


def every_secret() -> list[str]:
    """What must never stand in a log, of the office and of all its channels; raises pydantic's ValidationError."""
    office, channels = Settings(), [service.settings() for service in services().values()]
    return [secret for read in (office, *channels) for secret in read.secrets()] + office.replaced_audit_keys()
