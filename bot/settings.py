"""Settings, from the environment and `.env`."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the office decides; every name is a variable of the environment in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    database_url: str = "sqlite:///dunghan.db"
    telegram_bot_token: SecretStr | None = None
    telegram_api_base: str = Field(default="https://api.telegram.org", pattern=r"^https?://[^\s]+$")
    telegram_per_second: int = Field(default=30, ge=0)
    telegram_chat_seconds: float = Field(default=1, ge=0)
