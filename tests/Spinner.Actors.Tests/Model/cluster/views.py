"""What is known of a cluster at one instant, and what each node believes of it."""
from collections import namedtuple

RUNS, FROZEN, DEAD = range(3)                       # a daemon
OUT, IN, SOLO = range(3)                            # a node: in no cluster, in the cluster, in a cluster of its own
ALIVE = -1                                          # a process; 0: none; n > 0: it ends by itself in n ticks

# lease, watchdog, detect (silence until unreachable), stable (stable-after), margin, drift, stop (of a child), handoff, guardian, nodes
Times = namedtuple('Times', 'lease watchdog detect stable margin drift stop handoff guardian nodes')
Start = namedtuple('Start', 'home age')             # who has the child, and who is how old: the first is the oldest

# One entry a node: run, member; proc, orphan (a process that a dead daemon left to its guardian), want (the node wants the child to run); lease (ticks
# that are left), acked (ticks since a majority acknowledged); stable (ticks since what is lost has changed), silence (of whom, one entry a pair), heard
# (whom others call lost, one mask a pair), down and gone (masks: downed, removed), wait (ticks of the margin), mute (ticks of silence), home (where the
# name is, as far as the node knows), to and held (whom the node granted the name, and for how many ticks nobody else gets it). Of all: cut (one bit for
# each direction of a link), age (oldest first), move (a hand-off: by whom, to whom, ticks that are left), faults and slips of clocks that are left.
World = namedtuple('World', 'run member proc orphan want lease acked stable silence heard down gone wait mute cut home to held age move faults slips')


class Views:
    def __init__(self, times, rules):
        self.t, self.on, self.n = times, rules, times.nodes
        self.nodes, self.all, self.majority = range(self.n), (1 << self.n) - 1, self.n // 2 + 1
        self.quiet = times.lease + times.watchdog + times.drift
        self.forget, self.nobody, self.past = self.quiet + 1, -1, self.n       # granted to nobody; to one that is no more

    def first(self, start, faults):
        t, n, z = self.t, self.n, (0,) * self.n
        has = tuple(int(i == start.home) for i in self.nodes)
        return World(z, (IN,) * n, tuple(-h for h in has), z, has, (t.lease,) * n, z, z, (0,) * (n * n), (0,) * (n * n), z, z, z, z, 0,
                     (start.home,) * n, (start.home,) * n, (self.quiet,) * n, start.age, None, faults, t.drift)

    def open(self, w):
        """The same to be changed."""
        return {k: list(x) if isinstance(x, tuple) and k != 'move' else x for k, x in w._asdict().items()}

    def close(self, v):
        return World(**{k: tuple(x) if isinstance(x, list) else x for k, x in v.items()})

    def row(self, w, i):
        """Whom a node itself does not reach."""
        return sum(1 << j for j in self.nodes if w.silence[i * self.n + j] >= self.t.detect)

    def lost(self, w, i):
        """Whom a node believes unreachable: by itself, or because another member that it reaches says so."""
        own = seen = self.row(w, i)
        for o in self.nodes:
            if o != i and not (w.gone[i] | own) >> o & 1: seen |= w.heard[i * self.n + o]
        return seen & ~w.gone[i] & ~(1 << i)

    def doubts(self, w, i):
        """Whom a node acknowledges nothing: Akka keeps what an unreachable member said, until that member is removed."""
        seen = self.row(w, i) | w.down[i] | w.gone[i]
        for o in self.nodes:
            if o != i and not w.gone[i] >> o & 1: seen |= w.heard[i * self.n + o]
        return seen

    def talk(self, w, i, j, blip=None):
        """There and back."""
        if w.run[i] != RUNS or w.run[j] != RUNS: return False
        return blip == (min(i, j), max(i, j)) or not (w.cut >> (i * self.n + j) & 1 or w.cut >> (j * self.n + i) & 1)

    def oldest(self, age, gone):
        return next(o for o in age if not gone >> o & 1)
