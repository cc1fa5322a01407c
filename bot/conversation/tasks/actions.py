"""The actions of tasks that several files offer."""

from bot.messages.actions import Action

RECEIVE = Action("receive", lasts=True)
PROGRESS = Action("progress")
FINISH = Action("finish", lasts=True)
EVIDENCE = Action("evidence")
MORE_TIME = Action("moretime", lasts=True)
ACCEPT_TASK = Action("accepttask", lasts=True)
RETURN_TASK = Action("returntask", lasts=True)
GRANT_TASK = Action("granttask", lasts=True)
REFUSE_TASK = Action("refusetask", lasts=True)
MOVE_DUE = Action("movedue")
CANCEL_TASK = Action("canceltask")
ASSIGN = Action(
    "assign",
    whole=("/giaoviec", "giao viec", "giao nhiem vu"),
    at_rest=("giao viec", "giao nhiem vu", "giao"),
)
RATES = Action(
    "rates",
    whole=("ty le nhiem vu", "ti le nhiem vu"),
    at_rest=("ty le nhiem vu", "ti le nhiem vu"),
)
