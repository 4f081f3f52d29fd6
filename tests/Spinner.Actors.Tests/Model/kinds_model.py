#!/usr/bin/env python3
"""Every sequence of a few commands over the cells of the state table that kinds of children and faults have brought: tasks that are done, ends by
restart policy, RetryDue, ForgetDue, leases. The heart of the table (overlap, endpoints, removal) is simplified: an endpoint is always there.

Time is no more than an order: any alarm may be the next, so nothing is said of how long a pause is.

python3 kinds_model.py N      every configuration with N initiatives of the surroundings, reactions without bound; then without each rule of the table
                              in turn, when some invariant has to break: it ends with 1 where the table is wrong, or where a rule makes no difference
"""
import sys
from collections import deque, namedtuple

STOPPED, STARTING, STARTED, STOPPING, RESTARTING, FAULTED, UNKILLABLE = 'Stopped Starting Started Stopping Restarting Faulted Unkillable'.split()
RULES = {
    'retry-wanted': 'RetryDue launches what is wanted, and nothing else',
    'retry-once': 'RetryDue launches with one attempt',
    'forget-wanted': 'ForgetDue does not forget what is wanted',
    'disarm': 'whatever leaves Faulted disarms both',
    'end': 'an exit that the policy wants is no crash',
    'done': 'a task that ends well is done, and serves nobody',
    'late': 'a task that ends well behind its deadline or a stop is not done',
    'drain': 'after Drain nothing is wanted',
}
# What never changes: is it a task, is it kept, its restart policy (always, on-failure, never), attempts.
Config = namedtuple('Config', 'task keep restart attempts')
# st state; ph: 0 no launch, 1 spawning, 2 alive, 3 gone and not told; sig: 0, 1 SIGTERM, 2 SIGKILL; late: killed for its deadline; code: how it ended;
# S, T waiters for a start, a stop; N starts behind a stop; att attempts left; rc crashed within the tolerance; ra starts are refused; arm armed alarms;
# why of Stopped; by the launch was begun by RetryDue, and how often it has launched; lease, drain; bud initiatives left; out asked and not answered.
World = namedtuple('World', 'st ph sig late code S T N att rc ra arm why by lease drain bud out')


class Bad(Exception): pass


class Model:
    def __init__(self, config, rules):
        self.c, self.on = config, rules

    def first(self, n):
        w = World(STOPPED, 0, 0, 0, '', 0, 0, 0, 0, 0, 0, frozenset(), 'never', 0, 0, 0, n, 0)
        return self.launch(w, self.c.attempts, STARTING) if self.c.keep else w

    wanted = lambda self, w: (self.c.keep or w.lease) and (not w.drain or 'drain' not in self.on)

    arm = lambda self, w, *alarms: w._replace(arm=w.arm | set(alarms))
    disarm = lambda self, w, *alarms: w._replace(arm=w.arm - set(alarms))

    def launch(self, w, attempts, state, by=0):
        if w.drain: raise Bad('a launch begins after Drain')
        if w.ph in (1, 2): raise Bad('a second process')
        w = self.disarm(w, 'R', 'F') if 'disarm' in self.on else w
        return self.arm(w, 'D')._replace(st=state, ph=1, sig=0, late=0, code='', att=attempts - 1, by=by, why='')

    def answer(self, w, **counts):
        for field, n in counts.items():
            w = w._replace(out=w.out - n, **{field: getattr(w, field) - n})
            if getattr(w, field) < 0: raise Bad('somebody is answered twice')
        return w

    def stopped(self, w, why):
        if w.ph in (1, 2): raise Bad('Stopped, and it lives')
        w = self.disarm(self.answer(w, T=w.T), *'DSKBRF')._replace(st=STOPPED, ph=0, why=why, by=0)
        return self.launch(w._replace(S=w.S + w.N, N=0), self.c.attempts, STARTING) if w.N else w

    def fault(self, w, refuses=1):
        w = self.disarm(self.answer(w, S=w.S), *'DBSK')._replace(st=FAULTED, ph=0, ra=refuses, by=0)
        return self.arm(w, 'R', 'F')

    def term(self, w):
        return self.disarm(w, 'D', 'B') if w.sig else self.arm(self.disarm(w, 'D', 'B'), 'S')._replace(sig=1)

    def stop(self, w, why):
        w = self.answer(w, S=w.S)._replace(rc=0)
        if w.st == UNKILLABLE: return self.answer(w, T=w.T)._replace(why=why)
        if w.st == STOPPING: return self.answer(w, N=w.N)._replace(why=why)
        if w.ph in (1, 2, 3): return self.term(w)._replace(st=STOPPING, why=why)
        return self.stopped(w, why)

    # ---- what may happen
    def events(self, w):
        reactions = [('alarm', a) for a in w.arm]
        if w.ph == 1: reactions += [('spawned', 0), ('spawnfails', 0)]
        if w.ph == 2: reactions += [('exits', 'well'), ('exits', 'badly')] + [('ready', 0)] * (not self.c.task and not w.sig)
        if w.ph == 3: reactions += [('gone', 0)]
        if w.ra and w.st == FAULTED: reactions += [('retryat', 0)]
        commands = ['Start', 'Restart', 'Stop', 'Drain', 'FileChanged', 'Lease', 'EndLease', 'Idle', 'Tolerance'] if w.bud else []
        return reactions, [(c, 0) for c in commands]

    def apply(self, w, event):
        kind, what = event
        if kind[0].isupper(): w = w._replace(bud=w.bud - 1)
        w = getattr(self, 'on_' + kind.lower())(w, what) if kind != 'alarm' else self.on_alarm(self.disarm(w, what), what)
        self.check(w)
        return w

    def on_start(self, w, _, lease=0):
        if w.drain or w.st == UNKILLABLE or w.st == FAULTED and w.ra: return w
        w = w._replace(lease=w.lease or int(lease))
        if w.st == STARTED: return w
        w = w._replace(out=w.out + 1)
        if w.st == STOPPING: return w._replace(N=w.N + 1)
        w = w._replace(S=w.S + 1)
        return self.launch(w, self.c.attempts if w.st == STOPPED else 1, STARTING) if w.st in (STOPPED, FAULTED) else w

    on_lease = lambda self, w, _: self.on_start(w, 0, lease=not self.c.task)

    def on_endlease(self, w, _):
        w = w._replace(lease=0)
        return self.arm(w, 'F') if w.st == FAULTED and not self.wanted(w) else w

    def on_restart(self, w, _):
        if w.drain or w.st == UNKILLABLE: return w
        w = w._replace(out=w.out + 1)
        if w.st == STOPPING: return w._replace(N=w.N + 1)
        w = w._replace(S=w.S + 1)
        if w.ph in (1, 2, 3): return self.term(w)._replace(st=RESTARTING)
        return self.launch(self.disarm(w, 'B')._replace(rc=0), self.c.attempts, RESTARTING if w.st == RESTARTING else STARTING)

    def on_stop(self, w, _):
        return self.stop(w._replace(T=w.T + 1, out=w.out + 1), 'Stop')

    def on_drain(self, w, _):
        return self.stop(w._replace(T=w.T + 1, out=w.out + 1, drain=1), 'Drain')

    def on_filechanged(self, w, _):
        if w.drain or w.st in (STOPPED, STOPPING, UNKILLABLE): return w
        if w.st == FAULTED: return self.launch(w._replace(rc=0), 1, STARTING)
        if w.ph in (1, 2, 3): return self.term(w)._replace(st=RESTARTING)
        return self.launch(self.disarm(w, 'B'), self.c.attempts, RESTARTING)

    def on_idle(self, w, _):
        return self.term(w)._replace(st=STOPPING, why='Idle') if w.st == STARTED and not self.wanted(w) else w

    on_tolerance = lambda self, w, _: w._replace(rc=0)
    on_retryat = lambda self, w, _: w._replace(ra=0)
    on_spawned = lambda self, w, _: w._replace(ph=2)
    on_exits = lambda self, w, how: w._replace(ph=3, code=how)

    def on_spawnfails(self, w, _):
        w = w._replace(ph=0)
        if w.st == STOPPING: return self.stopped(w, w.why)
        if w.st == RESTARTING and w.sig: return self.launch(w, self.c.attempts, RESTARTING)
        return self.fault(w, refuses=0)

    def on_ready(self, w, _):
        if w.st not in (STARTING, RESTARTING): return w
        return self.disarm(self.answer(w, S=w.S), 'D')._replace(st=STARTED, by=0)

    def on_gone(self, w, _):
        well, sig, late, code, was = w.code == 'well', w.sig, w.late, w.code, w.st
        w = self.disarm(w, 'S', 'K')._replace(ph=0, sig=0, late=0)
        if was == STOPPING: return self.stopped(w, w.why)
        if was == UNKILLABLE: return self.stopped(w, w.why) if w.why in ('Stop', 'Drain') else self.fault(w, refuses=0)
        if was == RESTARTING and sig and not late: return self.launch(w, self.c.attempts, RESTARTING)
        if was in (STARTING, RESTARTING):
            if self.c.task and well and 'done' in self.on and not ('late' in self.on and late):
                if late: raise Bad('done behind its deadline')
                return self.stopped(self.answer(w, S=w.S)._replace(rc=0), 'Done')
            if self.c.task and well and not late: raise Bad('a task that ended well is not done')
            return self.arm(w, 'B')._replace(code=code) if w.att and not late else self.fault(w)
        if self.c.restart == 'never' or self.c.restart == 'on-failure' and well:
            if 'end' in self.on: return self.stopped(w._replace(rc=0), 'Ended')
            raise Bad('an end is taken for a crash')
        return self.fault(w) if w.rc else self.launch(w._replace(rc=1), self.c.attempts, RESTARTING)

    def on_alarm(self, w, alarm):
        starting = w.st in (STARTING, RESTARTING)
        if alarm == 'B': return self.again(w) if starting and w.ph == 0 else w
        if alarm == 'D' and starting and not w.sig:
            return self.arm(w, 'K')._replace(sig=2, late=1) if w.ph in (1, 2, 3) else self.fault(w)
        if alarm == 'S' and w.ph: return self.arm(w._replace(sig=2), 'K')
        if alarm == 'K' and w.ph: return self.survives(w)
        if alarm == 'R': return self.retry(w)
        if alarm == 'F' and w.st == FAULTED:
            return self.stopped(w._replace(rc=0), 'Idle') if not self.wanted(w) or 'forget-wanted' not in self.on else w
        return w

    def again(self, w):
        if w.by > 1: raise Bad('RetryDue has launched twice')
        return w._replace(ph=1, sig=0, att=w.att - 1, by=w.by and w.by + 1)

    def retry(self, w):
        if w.st != FAULTED: raise Bad('RetryDue in %s' % w.st)
        if not self.wanted(w) and 'retry-wanted' in self.on: return w
        if not self.wanted(w): raise Bad('RetryDue launches what nobody wants')
        return self.launch(w, 1 if 'retry-once' in self.on else self.c.attempts + 1, STARTING, by=1)

    def survives(self, w):
        w = self.answer(self.answer(w, S=w.S), N=w.N, T=w.T)
        return self.disarm(w, *'DBS')._replace(st=UNKILLABLE, why=w.why if w.st == STOPPING else '')

    # ---- what must always hold
    def check(self, w):
        if w.out != w.S + w.T + w.N: raise Bad('a waiter was lost')
        if w.by > 1: raise Bad('RetryDue has launched twice')
        if self.c.task and w.st == STARTED: raise Bad('a task serves')
        wanted = (self.c.keep or w.lease) and not w.drain
        if wanted and w.st == FAULTED and 'R' not in w.arm: raise Bad('wanted and faulted, and nobody will try again')
        if wanted and w.st == STOPPED and w.why == 'Idle': raise Bad('wanted, and stopped by no command: Idle')
        if w.st in (STOPPED, FAULTED) and (w.S or w.T or w.N): raise Bad('quiet, and somebody waits')
        if w.st in (STARTING, RESTARTING, STOPPING) and w.ph == 0 and 'B' not in w.arm: raise Bad('stuck in ' + w.st)


def explore(config, rules, n):
    """How many states, and the first that is wrong with the way to it."""
    m = Model(config, rules)
    first = m.first(n)
    before, todo = {first: None}, deque([first])
    while todo:
        w = todo.popleft()
        for event in sum(m.events(w), []):
            try:
                v = m.apply(w, event)
            except Bad as bad:
                way = [event]
                while before[w]: w, e = before[w]; way.append(e)
                return len(before), '%s: %s' % (bad, ' '.join(k if not a else '%s(%s)' % (k, a) for k, a in reversed(way)))
            if v not in before:
                before[v] = (w, event)
                todo.append(v)
    return len(before), None


CONFIGS = [Config(task, keep, restart, attempts)
           for task in (False, True) for keep in (False, True) if not (task and keep)
           for restart in (['always'] if task else ['always', 'on-failure', 'never']) for attempts in (1, 2)]


def run(rules, n):
    """How many states in all, and the first that is wrong."""
    states = 0
    for config in CONFIGS:
        count, bad = explore(config, rules, n)
        states += count
        if bad: return states, '%s\n  %s' % (config, bad)
    return states, None


def main(n):
    states, wrong = run(set(RULES), n)
    print('%d initiatives, %d configurations: %d states, %s' % (n, len(CONFIGS), states, wrong or 'nothing wrong'))
    for rule in RULES:
        _, broken = run(set(RULES) - {rule}, n)
        print('without "%s": %s' % (RULES[rule], broken or 'NOTHING BREAKS'))
        wrong = wrong or not broken
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main(int(sys.argv[1])))
