#!/usr/bin/env python3
"""One name in a cluster of three nodes: leases, downing, the coordinator and the seat, with all that may go wrong between them.

What is in it: daemons that run, are frozen or were killed; links, each direction of its own; heartbeats and gossip; downing by static-quorum when what a
node sees was stable for long enough, indirectly connected nodes included; removal by convergence, and at once for a new incarnation; the oldest member,
which places the name a margin later, or at once when it took over within the margin; hand-off; a lease that a majority acknowledges; the node itself, its
watchdog or its guardian, which end the process.

What is simplified: one name, always wanted, and one shard. Whatever works takes a tick: a round of heartbeats, pings, gossip. Gossip of what is
unreachable is always as late as it may be, gossip of what is down may be at once. The coordinator's memory is what the members that know each other have
in common. Time is a number of ticks that stands for an order only: a lease of 2, a watchdog of 1, unreachable after 2, stable after 6. A clock may lose
one tick, against all others. Within a tick what ends is gone before what begins, so that "at the same time" is allowed. Nothing bounds the time: all
clocks count down, and only the faults are counted. What mends (links heal, the frozen wake, the killed are restarted) may come at any time and is free.

What must hold: never two processes at once; who holds a lease has the acknowledgement of a majority; once all is mended the name is alive again.

What is known not to hold: three faults (cut 1 2, freeze 2, wake, heal, cut 0 2) lead to two at once however long stable-after is. To the one that downs
the node was lost all the time, by turns through what it and another see; the other had just reached it again, and acknowledged it.

python3 cluster_model.py          with all rules every state that two faults can lead to (the child on one node); then without each rule in turn, with
                                  the faults that it is for, when something has to break. It ends with 1 where a rule is missing or makes no difference
python3 cluster_model.py N        the same with N faults and the child on any of the nodes
"""
import sys
from collections import deque
from faults import Bad, Model
from views import Start, Times

RULES = {
    'kill': 'children that may not live are killed, and not asked to stop',
    'lease': 'a node ends its children with its lease',
    'condition': 'the lease fits into stable-after, whatever the margin',
    'watchdog': 'a watchdog ends the children of a frozen node',
    'launcher': 'nothing is launched without the lease',
    'planned': 'a majority is one of the planned size',
    'three': 'there are three nodes',
    'tool': 'a manual Down is for who has been unreachable for as long as downing itself would wait',
    'guardian': 'a restarted daemon does not join before its guardian is done',
    'newcomer': 'who joins anew is silent for as long as what it acknowledged before may live',
    'woken': 'who wakes up waits for stable-after again before it downs somebody',
    'view': 'who sees a member as unreachable or down does not acknowledge it',
    'sent': 'a lease counts from when its ping was sent',
    'evict': 'a seat that ends kills its child',
}
FAULTS = 'freeze kill alone oneway cut blip down leave move slow'.split()
TWO, LEASE, LIVE = 'two lease live'.split()

TIMES = Times(lease=2, watchdog=1, detect=2, stable=6, margin=1, drift=1, stop=12, handoff=2, guardian=3, nodes=3)
# Without which rule, how many of which faults, which node has the child, and what breaks; first a number for those that a cluster of Akka is known to
# need: 1 a graceful stop on the losing side, 2 reachability that flaps, 3 a coordinator that moves within the margin, 4 a frozen supervisor, 5 a first
# seed that restarts cut off, 6 two nodes, 7 a removal that does not wait. The third needs five nodes: of three none has a majority then.
TRAPS = [
    ('1', 'kill', 1, 'alone', 2, TWO),
    ('2', 'lease', 2, 'alone blip', 2, TWO),
    ('3', 'condition', 2, 'freeze leave', 2, TWO),
    ('4', 'watchdog', 1, 'freeze', 2, TWO),
    ('4', 'launcher', 1, 'freeze', 2, TWO),
    ('5', 'planned', 2, 'kill alone', 1, TWO),
    ('6', 'three', 1, 'kill', 1, LIVE),
    ('7', 'tool', 2, 'freeze down leave', 2, TWO),
    ('7', 'guardian', 2, 'kill leave', 2, TWO),
    ('-', 'newcomer', 3, 'kill alone', 2, TWO),
    ('-', 'woken', 3, 'cut freeze', 2, TWO),
    ('-', 'view', 2, 'cut leave', 2, TWO),
    ('-', 'sent', 1, 'freeze', 2, LEASE),
    ('-', 'evict', 1, 'move', 2, TWO),
]


def explore(times, rules, starts, faults, kinds, what):
    """How many states, and the first that is wrong with the way to it."""
    m = Model(times, rules)
    states = 0
    before, todo = {}, deque()
    for start in starts:
        w = m.first(start, faults)
        before[w] = None
        todo.append(w)
    while todo:
        w = todo.popleft()
        for e in m.events(w, kinds):
            for v in m.apply(w, e):
                if v in before: continue
                before[v] = (w, e)
                try:
                    m.check(v, what)
                    if 'live' in what and not m.mended(v): raise Bad('never alive again, though all is mended')
                except Bad as bad:
                    return len(before), bad, trace(before, v)
                todo.append(v)
    return len(before), None, []


def trace(before, w):
    way = []
    while before[w]:
        w, e = before[w]
        way.append(' '.join(map(str, e)))
    return way[::-1]


def told(way):
    """The way, with its ticks counted."""
    parts = []
    for step in way:
        if parts and parts[-1][0] == step == 'tick': parts[-1][1] += 1
        else: parts.append([step, 1])
    return ', '.join('%d ticks' % n if n > 1 else step for step, n in parts)


def without(rule):
    """The times and the rules of a cluster that lacks one rule."""
    t = TIMES
    if rule == 'condition': t = t._replace(nodes=5, margin=2, lease=t.detect + t.stable + 2 - t.watchdog)      # the margin is counted on
    if rule == 'three': t = t._replace(nodes=2)
    return t, set(RULES) - {rule}, tuple(range(t.nodes))


def main(faults, homes):
    states, bad, way = explore(TIMES, set(RULES), [Start(h, (0, 1, 2)) for h in homes], faults, FAULTS, {TWO, LEASE, LIVE})
    print('%d faults, the child on %s: %d states, %s' % (faults, ' or '.join(map(str, homes)), states, '%s: %s' % (bad, told(way)) if bad else 'nothing wrong'))
    wrong = bool(bad)
    for trap, rule, n, kinds, home, what in TRAPS:
        times, rules, ages = without(rule)
        states, bad, way = explore(times, rules, [Start(home, ages)], n, kinds.split(), {what})
        said = '%s, after %d steps (%d states): %s' % (bad, len(way), states, told(way)) if bad else 'NOTHING BREAKS'
        print('%s without "%s": %s' % (trap, RULES[rule], said), flush=True)
        wrong = wrong or not bad
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(int(sys.argv[1]), (0, 1, 2)) if len(sys.argv) > 1 else main(2, (2,)))
