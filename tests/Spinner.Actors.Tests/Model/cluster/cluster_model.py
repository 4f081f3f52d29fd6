#!/usr/bin/env python3
"""One name in a cluster of three nodes: leases, downing, the coordinator and the seat, with all that may go wrong between them.

What is in it: daemons that run, are frozen or were killed; links, each direction of its own; heartbeats and gossip; downing by static-quorum when what a
node sees was stable for long enough, indirectly connected nodes included; removal by convergence, and at once for a new incarnation; the oldest member,
which places the name a margin later, or at once when it took over within the margin; hand-off; a lease that a majority acknowledges; the claim: who
acknowledges grants the name, to one node only, until that one's process is gone for certain or it gave the name back; the node itself, its watchdog or its
guardian, which end the process.

What is simplified: one name, always wanted, and one shard. Whatever works takes a tick: a round of heartbeats, pings, gossip. Gossip of what is
unreachable is always as late as it may be, gossip of what is down may be at once. The coordinator's memory is what the members that know each other have
in common. Time is a number of ticks that stands for an order only: a lease of 2, a watchdog of 1, unreachable after 2, stable after 6. A clock may lose
one tick, against all others. Within a tick what ends is gone before what begins, so that "at the same time" is allowed. Nothing bounds the time: all
clocks count down, and only the faults are counted. What mends (links heal, the frozen wake, the killed are restarted) may come at any time and is free.

What must hold: never two processes at once; who holds a lease has the acknowledgement of a majority; once all is mended the name is alive again.

Most rules of Akka's are belt and braces since there is the claim: without it each is needed, with it nothing breaks when one is missing. What it rests on
itself is in TRAPS too, without "claim" beside it.

python3 cluster_model.py          with all rules every state that one fault can lead to (the child on one node); then the known way to two at once without
                                  each rule, and that it leads nowhere with it, or with the claim; then sequences like those, changed at random, with
                                  the claim and without. It ends with 1 where a rule is missing or makes no difference
python3 cluster_model.py N        every state that N faults can lead to, the child on any of the nodes, and a search for each of the ways. With 2 it takes
                                  half an hour
"""
import sys
from faults import Model
from search import FAULTS, LEASE, LIVE, TWO, explore, follow, read, told, vary
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
    'claim': 'who was granted the name has it alone until it is gone for certain',
    'own': 'a claim is that of one incarnation',
    'evict': 'a seat that ends kills its child',
}

TIMES = Times(lease=2, watchdog=1, detect=2, stable=6, margin=1, drift=1, stop=12, handoff=2, guardian=4, nodes=3)
# Without which rules, which node has the child, what breaks, by which faults, and the shortest way there; first a number for those that a cluster of Akka is
# known to need: 1 a graceful stop on the losing side, 2 reachability that flaps, 3 a coordinator that moves within the margin, 4 a frozen supervisor, 5 a
# first seed that restarts cut off, 6 two nodes, 7 a removal that does not wait. The third needs five nodes: of three none has a majority then.
TRAPS = [
    ('1', 'kill', 2, TWO, 1, 'alone', 'alone 2, 10 ticks'),
    ('2', 'lease', 2, TWO, 2, 'alone blip', 'alone 2, 7 ticks, blip 0 2, 2 ticks'),
    ('3', 'condition claim', 2, TWO, 2, 'freeze leave', 'freeze 2, 8 ticks, leave 0, tick'),
    ('4', 'watchdog', 2, TWO, 1, 'freeze', 'freeze 2, 10 ticks'),
    ('4', 'launcher', 2, TWO, 1, 'freeze', 'freeze 2, 8 ticks, wake 2, tick'),
    ('5', 'planned', 1, TWO, 2, 'kill alone', 'kill 0, restart 0, alone 0, 5 ticks'),
    ('6', 'three', 1, LIVE, 1, 'kill', 'kill 1'),
    ('7', 'tool claim', 2, TWO, 2, 'freeze down leave', 'down 0 2, freeze 2, 2 ticks'),
    ('7', 'guardian claim', 2, TWO, 2, 'kill leave', 'kill 2, restart 2, 2 ticks'),
    ('7', 'guardian own', 2, TWO, 2, 'kill leave', 'kill 2, restart 2, 2 ticks'),
    ('-', 'claim', 2, TWO, 3, 'cut freeze', 'cut 1 2, freeze 2, 5 ticks, wake 2, tick, heal, cut 0 2, 3 ticks'),
    ('-', 'newcomer', 2, TWO, 3, 'kill alone', 'kill 0, restart 0, kill 1, restart 1, kill 2, 2 ticks'),
    ('-', 'woken claim', 2, TWO, 3, 'cut freeze', 'cut 0 2, 2 ticks, freeze 0, 5 ticks, wake 0, freeze 2, 2 ticks'),
    ('-', 'view claim', 2, TWO, 2, 'cut leave', 'cut 0 2, 8 ticks, cut 1 2, tick'),
    ('-', 'sent', 2, LEASE, 1, 'freeze', '3 ticks, freeze 0, wake 0'),
    ('-', 'evict claim', 2, TWO, 1, 'move', 'move 0 0, 3 ticks'),
]
VARIED = 60                                         # sequences at random a rule


def without(rules):
    """The times, the rules and the nodes by age of a cluster that lacks some rules."""
    t = TIMES
    if 'condition' in rules: t = t._replace(nodes=5, margin=2, lease=t.detect + t.stable + 2 - t.watchdog)      # the margin is counted on
    if 'three' in rules: t = t._replace(nodes=2)
    return t, set(RULES) - set(rules), tuple(range(t.nodes))


def tried(rules, home, what, way):
    """What the way leads to without some rules."""
    times, on, ages = without(rules)
    return follow(Model(times, on), Start(home, ages), read(way), {what})


def every(faults, homes):
    states, bad, way = explore(TIMES, set(RULES), [Start(h, (0, 1, 2)) for h in homes], faults, FAULTS, {TWO, LEASE, LIVE})
    said = '%s: %s' % (bad, told(way)) if bad else 'nothing wrong'
    print('%d faults, the child on %s: %d states, %s' % (faults, ' or '.join(map(str, homes)), states, said), flush=True)
    return not bad


def needed(searched):
    """Is each rule, and is it enough to have the others or the claim?"""
    fine = True
    for trap, rules, home, what, faults, kinds, way in TRAPS:
        out = rules.split()
        if searched:
            times, on, ages = without(out)
            _, bad, found = explore(times, on, [Start(home, ages)], faults, kinds.split(), {what})
            way = told(found)
        else: bad = tried(out, home, what, way)
        spared = [rule for rule in out if rule != 'claim'] if 'claim' in out else []
        kept = rules == 'three' or not tried(spared, home, what, way) and not tried([], home, what, way)
        said = '%s: %s%s' % (bad, way, '' if kept else ', AND WITH IT AS WELL') if bad else 'NOTHING BREAKS'
        print('%s without "%s": %s' % (trap, '" and "'.join(RULES[rule] for rule in out), said), flush=True)
        fine = fine and bool(bad) and kept
    return fine


def varied():
    """Does the claim hold what the others do not, in sequences like the known ones?"""
    held, broken = [], []
    for _, rules, home, _, _, _, way in TRAPS:
        out = rules.split()
        if 'claim' not in out or 'condition' in out: continue
        for without_claim, found in (False, held), (True, broken):
            times, on, ages = without(out if without_claim else [rule for rule in out if rule != 'claim'])
            found += vary(Model(times, on), Start(home, ages), read(way), VARIED)
    print('at random: %s with the claim, %d times two at once without' % ('nothing wrong' if not held else 'WRONG: ' + told(held[0]), len(broken)))
    return not held and bool(broken)


def main(arguments):
    fine = every(int(arguments[0]), (0, 1, 2)) if arguments else every(1, (2,))
    return 0 if all([fine, needed(bool(arguments)), varied()]) else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
