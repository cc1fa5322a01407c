"""Settings, from the environment and `.env`."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_ADDRESS = r"^https?://[^\s]+$"


class Settings(BaseSettings):
    """What the office decides; every name is a variable of the environment in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///dunghan.db"
    telegram_bot_token: SecretStr | None = None
    telegram_api_base: str = Field(default="https://api.telegram.org", pattern=_ADDRESS)
    telegram_per_second: int = Field(default=30, ge=0)
    telegram_chat_seconds: float = Field(default=1, ge=0)
    telegram_webhook_secret: SecretStr | None = Field(default=None, min_length=8, max_length=256)
    zalo_bot_token: SecretStr | None = None
    zalo_api_base: str = Field(default="https://bot-api.zaloplatforms.com", pattern=_ADDRESS)
    zalo_per_second: int = Field(default=10, ge=0)
    zalo_chat_seconds: float = Field(default=1, ge=0)
    zalo_webhook_secret: SecretStr | None = Field(default=None, min_length=8, max_length=256)
    public_url: str | None = Field(default=None, pattern=_ADDRESS)
    secret_key: SecretStr | None = Field(default=None, min_length=32)
    link_hours: int = Field(default=48, ge=24, le=72)
    audit_key: SecretStr | None = Field(default=None, min_length=32)
    earlier_audit_keys: SecretStr | None = None
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)

    def secrets(self) -> list[str]:
        """What must never stand in a log."""
        values = (getattr(self, name) for name in type(self).model_fields)
        said = [value.get_secret_value() for value in values if isinstance(value, SecretStr)]
        return [*said, *self.replaced_audit_keys()]

    def replaced_audit_keys(self) -> list[str]:
        """The keys before AUDIT_KEY, the oldest first."""
        given = self.earlier_audit_keys.get_secret_value() if self.earlier_audit_keys else ""
        return [key.strip() for key in given.split(",") if key.strip()]
