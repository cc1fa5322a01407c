"""The actions of the desk that several files offer."""

from bot.messages.actions import Action, Right

COMPARE = Action("compare", right=Right.DESK, whole=("so sanh",), at_rest=("so sanh",), of_row=("so sanh",))
COMPARE_UNIT = Action("compareunit")
WHY = Action("why", of_row=("vi sao", "tai sao", "nguon"))
RETURN = Action("return", whole=("tra lai",))
ACCEPT_MANY = Action("acceptmany", right=Right.DESK)
DROP_COMMENT = Action("dropcomment", at_review=("xoa y kien", "xoa"))
ENTER_FOR = Action("enterfor")
