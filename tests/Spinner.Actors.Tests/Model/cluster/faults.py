"""What may go wrong, and what must hold all the same."""
from nodes import Nodes
from views import ALIVE, DEAD, FROZEN, IN, RUNS


class Bad(Exception): pass


class Model(Nodes):
    def __init__(self, times, rules):
        super().__init__(times, rules)
        self.fine = set()                           # worlds from which the name comes alive

    def events(self, w, kinds):
        """Faults cost one of those that are left; what mends one is free."""
        n, nodes, free, dear = self.n, self.nodes, [('tick',)], []
        if w.cut: free.append(('heal',))
        for i in nodes:
            if w.run[i] == FROZEN: free.append(('wake', i))
            if w.run[i] == DEAD: free.append(('restart', i))
            if w.run[i] == RUNS: dear += [('freeze', i), ('kill', i)]
            alone = sum(1 << (i * n + j) | 1 << (j * n + i) for j in nodes if j != i)
            if w.cut & alone != alone: dear.append(('alone', i))
            for j in nodes:
                if i == j: continue
                one, both = 1 << (i * n + j), 1 << (i * n + j) | 1 << (j * n + i)
                if not w.cut & one: dear.append(('oneway', i, j))
                if i < j and not w.cut & both and n > 2: dear.append(('cut', i, j))
                if i < j and w.cut & both: dear.append(('blip', i, j))
                if w.run[i] == RUNS and w.member[i] == IN and not (w.gone[i] | w.down[i]) >> j & 1:
                    waited = self.lost(w, i) >> j & 1 and w.stable[i] >= self.t.stable
                    if waited or 'tool' not in self.on: dear.append(('down', i, j))
            oldest = w.run[i] == RUNS and w.member[i] == IN and self.oldest(w.age, w.gone[i]) == i
            if oldest and w.home[i] != i and not w.proc[i] and not w.want[i]: dear.append(('leave', i))
            if oldest and w.move is None and w.home[i] is not None:
                dear += [('move', i, j) for j in nodes if j != w.home[i] and not w.gone[i] >> j & 1]
            if w.slips and w.run[i] != DEAD: dear.append(('slow', i))
        return free + [e for e in dear if e[0] in kinds] if w.faults else free

    def apply(self, w, e):
        kind, n = e[0], self.n
        put = lambda field, i, x: getattr(w, field)[:i] + (x,) + getattr(w, field)[i + 1:]
        if kind == 'tick': return self.tick(w)
        if kind == 'heal': return [w._replace(cut=0)]
        if kind == 'wake':
            w = w._replace(run=put('run', e[1], RUNS))
            if 'woken' in self.on: w = w._replace(stable=put('stable', e[1], 0))
            return [w if 'sent' in self.on else w._replace(lease=put('lease', e[1], self.t.lease))]
        if kind == 'restart':
            i = e[1]
            mute = self.quiet if 'newcomer' in self.on else 0
            return [w._replace(run=put('run', i, RUNS), mute=put('mute', i, mute))]
        w = w._replace(faults=w.faults - 1)
        if kind == 'slow': return self.tick(w._replace(slips=w.slips - 1), slow=e[1])
        if kind == 'blip': return self.tick(w, blip=e[1:])
        if kind == 'freeze': return [w._replace(run=put('run', e[1], FROZEN))]
        if kind == 'alone':
            return [w._replace(cut=w.cut | sum(1 << (e[1] * n + j) | 1 << (j * n + e[1]) for j in self.nodes if j != e[1]))]
        if kind == 'oneway': return [w._replace(cut=w.cut | 1 << (e[1] * n + e[2]))]
        if kind == 'cut': return [w._replace(cut=w.cut | 1 << (e[1] * n + e[2]) | 1 << (e[2] * n + e[1]))]
        if kind == 'down': return [w._replace(down=put('down', e[1], w.down[e[1]] | 1 << e[2]))]
        if kind == 'move': return [w._replace(move=e[1:] + (self.t.handoff,))]
        return [self.gone(w, e[1], kind)]

    def gone(self, w, i, kind):
        """The daemon ends: killed, when the guardian has its children to end, or because it left, when those who hear it know at once."""
        v = self.open(w)
        if v['proc'][i]: v['orphan'][i], v['proc'][i] = self.t.guardian, 0
        if kind == 'leave':
            for j in self.nodes:
                if j != i and v['member'][j] == IN and not self.lost(w, i) >> j & 1 and self.talk(w, i, j):
                    before = v['wait'][j]
                    self.remove(v, j, 1 << i)
                    v['wait'][j] = before
        self.leave(v, i)
        v['run'][i], v['lease'][i] = DEAD, -self.t.watchdog
        return self.close(v)

    # ---- what must always hold
    def check(self, w, what):
        if 'two' in what:
            alive = sum((p != 0) for p in w.proc) + sum((o != 0) for o in w.orphan)
            if alive > 1: raise Bad('two at once')
        if 'lease' in what:
            for i in self.nodes:
                if w.lease[i] > 0 and w.acked[i] >= self.t.lease + self.t.drift: raise Bad('node %d holds a lease that no majority acknowledged' % i)

    def mended(self, w):
        """Is the name alive again, some time after all is mended? Nobody restarts a daemon while the others can do without."""
        dead = [i for i in self.nodes if w.run[i] == DEAD]
        spoilt = any(w.run[i] != DEAD and (w.member[i] != IN or w.down[i] & ~sum(1 << d for d in dead)) for i in self.nodes)
        restart = not (len(dead) == 1 and not spoilt)
        way, w = [], w._replace(faults=0, slips=0, cut=0, run=tuple(RUNS if r == FROZEN or restart else r for r in w.run))
        while w not in self.fine:
            way.append(w)
            if ALIVE in w.proc: break
            if len(way) > 8 * (self.t.stable + self.t.detect): return False
            w = self.tick(w)[0]
        self.fine.update(way)
        return True
