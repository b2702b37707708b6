"""Differences between what two programs say, each of which has to be of a kind that is known and occurs."""


class Explained:
    def __init__(self, kinds):
        """`kinds`: what explains a difference, and whether it is of that kind."""
        self.kinds, self.used, self.unexplained = kinds, dict.fromkeys(kinds, 0), 0

    def takes(self, *seen):
        why = next((why for why, applies in self.kinds.items() if applies(*seen)), None)
        if why is None:
            self.unexplained += 1
        else:
            self.used[why] += 1
        return why is not None

    def status(self, heading):
        """Prints what was found; 1 where a difference has no explanation, or an explanation no difference."""
        print(f"{heading}; {self.unexplained} unexplained differences, explained ones: {self.used}")
        unused = [why for why, times in self.used.items() if not times]
        if unused:
            print(f"explained, but does not occur any more: {unused}")
        return 1 if self.unexplained or unused else 0
