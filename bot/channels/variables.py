"""Settings as they are read: from the environment and from `.env`, where the environment wins."""

from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.channels.channel import Limits

Address = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0)]


class Variables(BaseSettings):
    """What the office decides; every name is a variable of the environment in capitals, and an empty one is not set."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    @classmethod
    def variable(cls, field: str) -> str:
        """What a setting is called in the environment."""
        return (cls.model_fields[field].alias or field).upper()

    @classmethod
    def variables(cls) -> list[str]:
        """What all of them are called in the environment."""
        return [cls.variable(field) for field in cls.model_fields]

    def secrets(self) -> list[str]:
        """What must never stand in a log."""
        values = (getattr(self, field) for field in type(self).model_fields)
        return [value.get_secret_value() for value in values if isinstance(value, SecretStr)]


class ServiceSettings(Variables):
    """What the office decides about one chat service; a channel adds the address, its own limits, and its name before each.

    `bot_token` is what the bot is known by, a token or a password: without it the channel is not served. `per_second` is how
    many messages the service takes over all, `chat_seconds` the seconds between two to one chat; 0 is no limit.
    """

    bot_token: SecretStr | None = None
    api_base: Address = ""  # refused where a channel gives none of its own
    per_second: Count = 0
    chat_seconds: Seconds = 0
    webhook_secret: SecretStr | None = Field(default=None, min_length=8, max_length=256)

    @property
    def limits(self) -> Limits:
        """What the service takes."""
        return Limits(self.per_second, self.chat_seconds)
