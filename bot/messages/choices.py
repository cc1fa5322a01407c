"""What a person may choose, and the button that carries it."""

from bot.messages.messages import Button

Choice = tuple[str, str]  # the label, and the action that it stands for: "none", "open 12"
# Each looks at what stands, and at what the person may do, when it is pressed.
STEPLESS = frozenset(
    {
        *("open", "status", "ask", "later", "nothing", "nudge", "approve", "sendback"),
        *("grant", "grantother", "refuse", "unlock"),
        *("tasks", "task", "receive", "finish", "moretime", "accepttask", "returntask", "granttask", "refusetask"),
    }
)


def button(label: str, action: str, step: int) -> Button:
    """A button; what is good in old messages too, such as opening a report, carries no step."""
    return Button(label, f"|{action}" if action.split(maxsplit=1)[0] in STEPLESS else f"{step}|{action}")
