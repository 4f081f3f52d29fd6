"""Ways to a state that is wrong: all of them, one, or some at random."""
import random
from collections import deque
from faults import Bad, Model

FAULTS = 'freeze kill alone oneway cut blip down leave move slow'.split()
TWO, LEASE, LIVE = 'two lease live'.split()
MOST, AFTER = 4, 12                                 # faults of a sequence at random, and ticks after it


def explore(times, rules, starts, faults, kinds, what):
    """How many states, and the first that is wrong with the way to it."""
    m = Model(times, rules)
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
                bad = wrong(m, v, what)
                if bad: return len(before), bad, trace(before, v)
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


def read(way):
    """The steps of a way as told."""
    steps = []
    for part in way.split(', '):
        words = part.split()
        if words[-1] == 'ticks': steps += [('tick',)] * int(words[0])
        else: steps.append((words[0],) + tuple(map(int, words[1:])))
    return steps


def wrong(m, w, what):
    try:
        m.check(w, what)
        if LIVE in what and not m.mended(w): raise Bad('never alive again, though all is mended')
    except Bad as bad: return bad
    return None


def follow(m, start, steps, what):
    """What is wrong on the way, wherever the coordinator has a choice. A step that cannot be is left out."""
    worlds = {m.first(start, len(steps))}
    for step in steps + [('tick',)] * AFTER:
        worlds = {v for w in worlds for v in (m.apply(w, step) if step in m.events(w, FAULTS) else [w])}
        for w in worlds:
            bad = wrong(m, w, what)
            if bad: return bad
    return None


def vary(m, start, way, times):
    """The sequences that go wrong out of so many, each the way with changes: ticks more or less, faults more, what mends sooner."""
    chance, found = random.Random(18), []
    for _ in range(times):
        steps = list(way)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(steps))
            if chance.random() < 0.4: steps[at:at] = [('any',)]
            elif steps[at] == ('tick',) and chance.random() < 0.5: del steps[at]
            else: steps[at:at] = [('tick',)] * chance.randint(1, 4)
            if not steps: break
        w, done = m.first(start, MOST), []
        for step in steps + [('tick',)] * AFTER:
            can = m.events(w, FAULTS)
            if step == ('any',): step = chance.choice(can)
            if step not in can: continue
            w = chance.choice(m.apply(w, step))
            done.append(' '.join(map(str, step)))
            if wrong(m, w, {TWO, LEASE}):
                found.append(done)
                break
    return found
