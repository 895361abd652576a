"""What became of whom between two groupings."""

from collections import Counter
from collections.abc import Mapping, Sequence

from .explained import Joined, Left, Moved

GroupingById = Mapping[str, Sequence[str]]


def diff(old: GroupingById, new: GroupingById) -> list[Moved | Joined | Left]:
    """Who has other company, who came into a group, who left theirs, by person. A group that only has another name is
    the same group: the one that most of its members were in."""
    before, after = _where(old), _where(new)
    became = successors(old, new)
    found: list[Moved | Joined | Left] = []
    for one in sorted({*before, *after}):
        if one not in before:
            found.append(Joined(one, after[one]))
        elif one not in after:
            found.append(Left(one, before[one]))
        elif became.get(before[one]) != after[one]:
            found.append(Moved(one, before[one], after[one]))
    return found


def successors(old: GroupingById, new: GroupingById) -> dict[str, str]:
    """The group of `new` that each group of `old` became: the two that share most people, each used once."""
    before = _where(old)
    shared = Counter((before[one], name) for name, members in new.items() for one in members if one in before)
    became: dict[str, str] = {}
    taken: set[str] = set()
    for (was, now), _count in sorted(shared.items(), key=lambda item: (-item[1], item[0][0] != item[0][1], item[0])):
        if was not in became and now not in taken:
            became[was] = now
            taken.add(now)
    return became


def _where(grouping: GroupingById) -> dict[str, str]:
    return {one: name for name, members in grouping.items() for one in members}
