"""The engine's codes of rules and criteria, each in words for coordinators."""

from django.utils.translation import gettext_lazy

# Why a rule is there, by the engine's codes: told of a group that breaks it.
BROKEN = {
    "size": gettext_lazy("The group is smaller or larger than the round allows."),
    "slot": gettext_lazy("There is no time at which all can."),
    "language": gettext_lazy("There is no language that all speak."),
    "way": gettext_lazy("There is no town that all can reach, and not all will meet online."),
    "giver": gettext_lazy("Nobody in the group gives support."),
    "locked": gettext_lazy("The group is locked, and others are in it than were."),
    "unknown": gettext_lazy("Somebody in the group has left the round."),
    "twice": gettext_lazy("Somebody is in two groups."),
}
# The same rules as what keeps somebody out of a group.
FORBIDS = {
    "size": gettext_lazy("the sizes would not fit"),
    "slot": gettext_lazy("there is no common time"),
    "language": gettext_lazy("there is no common language"),
    "way": gettext_lazy("there is no way for all to meet"),
    "apart": gettext_lazy("two are to be kept apart"),
    "together": gettext_lazy("two who belong together would be parted"),
    "giver": gettext_lazy("nobody would give support"),
    "locked": gettext_lazy("the group is locked"),
    "pinned": gettext_lazy("somebody is held in another group"),
}
BLOCKED = {
    "slot": gettext_lazy("The times do not fit the others’."),
    "language": gettext_lazy("Too few others speak the same language."),
    "way": gettext_lazy("Too few others are within the distance, or will meet in the same way."),
    "alone": gettext_lazy("Too few are left to make one more group."),
    "together": gettext_lazy("The wish to be with somebody cannot come true together with the other rules."),
    "apart": gettext_lazy("The wishes not to be with somebody leave no group."),
    "giver": gettext_lazy("There is nobody left who gives support."),
    "taken": gettext_lazy("Those who fit are in groups that are full or fit less well."),
    "floor": gettext_lazy("A group is possible, but it is poorer than the limit you set."),
}
BINDS = {
    "slots": gettext_lazy("the times"),
    "distance": gettext_lazy("the distance"),
    "language": gettext_lazy("the languages"),
    "form": gettext_lazy("online or face to face"),
}
FAR_APART = {
    "geography": gettext_lazy("they live far from each other"),
    "age": gettext_lazy("the ages differ"),
    "challenge": gettext_lazy("the hearing difficulties differ"),
    "themes": gettext_lazy("the themes differ"),
    "sector": gettext_lazy("the kinds of work differ"),
}
