"""Who is in the cluster, who has the name, and who may launch it."""
from views import ALIVE, IN, OUT, RUNS, SOLO, Views


class Places(Views):
    def join(self, v, i, talks):
        """A node joins whom it reaches, which removes what it was before; the first seed makes a cluster of its own when it reaches none."""
        n = self.n
        if v['member'][i] == IN or v['run'][i] != RUNS: return
        if 'guardian' in self.on and v['orphan'][i]: return
        near = [k for k in self.nodes if (i, k) in talks]
        for k in near:
            if v['member'][k] != IN: continue
            rest = [j for j in self.nodes if j not in (i, k) and v['member'][j] == IN and not v['gone'][k] >> j & 1]
            if v['down'][k] & ~v['gone'][k] & ~(1 << i): continue
            if any((j, k) not in talks or (v['gone'][j] | v['down'][j]) >> k & 1 or v['silence'][k * n + j] for j in rest): continue
            stale = [j for j in self.nodes if j not in (i, k) and j not in rest and not v['gone'][k] >> j & 1]
            if stale: continue
            for j in rest + [k]:
                if v['home'][j] == i: v['home'][j] = None
            v['home'][i] = v['home'][k]
            v['age'].remove(i); v['age'].append(i)
            for j in rest + [k]:
                self.remove(v, j, 1 << i)
                v['gone'][j] &= ~(1 << i); v['down'][j] &= ~(1 << i)
            v['member'][i], v['gone'][i], v['down'][i] = IN, v['gone'][k], v['down'][k]
            return
        if v['member'][i] == OUT and i == 0 and not any(v['member'][k] == IN for k in near): v['member'][i] = SOLO
        if i == 0 and v['member'][0] == SOLO:
            with_me = [k for k in near if v['member'][k] == OUT and not ('guardian' in self.on and v['orphan'][k])]
            if len(with_me) + 1 >= self.majority and not any(v['member'][k] == IN for k in near):
                self.form(v, [0] + with_me)

    def form(self, v, who):
        """A new cluster, which knows nothing of an older one."""
        mask = sum(1 << k for k in who)
        for k in self.nodes:
            for j in self.nodes:
                if k in who or j in who: v['silence'][k * self.n + j] = v['heard'][k * self.n + j] = 0
            if k in who: v['member'][k], v['gone'][k], v['down'][k], v['wait'][k], v['stable'][k] = IN, self.all & ~mask, 0, 0, 0
            elif v['member'][k] == IN: v['gone'][k] |= mask
        v['age'] = who + [k for k in v['age'] if k not in who]
        for k in who: v['home'][k] = None
        v['move'] = None

    def coordinate(self, v, talks):
        """The oldest member gives the name to somebody when its home is removed, or hands it off when that was asked."""
        if v['move'] is not None: self.hand_off(v, talks)
        w = self.close(v)
        for c in self.nodes:
            if w.run[c] != RUNS or w.member[c] != IN or self.oldest(w.age, w.gone[c]) != c or w.wait[c]: continue
            home = w.home[c]
            if home is not None and not w.gone[c] >> home & 1: continue
            out = self.lost(w, c) | w.gone[c] | w.down[c]
            near = [j for j in self.nodes if not out >> j & 1 and w.member[j] == IN and (j == c or (c, j) in talks) and not (w.gone[j] | w.down[j]) >> c & 1]
            members = self.n - bin(w.gone[c]).count('1')
            if 2 * len(near) <= members: continue
            worlds = []
            for target in near:
                x = self.open(w)
                self.place(x, c, target)
                worlds.append(x)
            return [self.launch(x, talks) for x in worlds]
        return [self.launch(v, talks)]

    def place(self, v, c, target):
        """What the coordinator decides is known to all that are members for each other."""
        for j in self.nodes:
            if j == c or v['member'][j] == IN and not v['gone'][j] >> c & 1 and not v['gone'][c] >> j & 1: v['home'][j] = target
        v['move'] = None

    def hand_off(self, v, talks):
        """The home stops the child; at the end of the time-out its seat ends. Without the coordinator or the home nothing comes of it."""
        c, target, left = v['move']
        home = v['home'][c]
        off = v['run'][c] != RUNS or home is None or v['gone'][c] >> home & 1 or c != home and (c, home) not in talks
        if off or v['member'][home] != IN or not self.reaches(v, home, talks):
            v['move'] = None
            return
        if v['proc'][home] == ALIVE: v['proc'][home] = self.t.stop
        v['want'][home] = 0
        if v['proc'][home] and left:
            v['move'] = (c, target, left - 1)
            return
        if v['proc'][home] and 'evict' in self.on: v['proc'][home] = 0
        v['move'] = None
        if v['member'][target] == IN and self.reaches(v, target, talks): self.place(v, c, target)

    def reaches(self, v, i, talks):
        """A node that hears the others, and that they have not removed."""
        return any((i, k) in talks and v['member'][k] == IN and not v['gone'][k] >> i & 1 and not v['gone'][i] >> k & 1 for k in self.nodes)

    def launch(self, v, talks):
        """Who is the home wants the child, and goes on to want it until it ends it or leaves."""
        for i in self.nodes:                        # a region asks the coordinator where the name is
            if v['member'][i] != IN: continue
            c = self.oldest(v['age'], v['gone'][i])
            if (i, c) in talks and v['member'][c] == IN and not v['gone'][c] >> i & 1: v['home'][i] = v['home'][c]
        for i in self.nodes:
            if v['run'][i] != RUNS or v['mute'][i]: continue
            if v['member'][i] == SOLO and v['lease'][i] > 0: v['want'][i] = 1
            if v['member'][i] == IN and v['home'][i] == i and v['move'] is None and self.reaches(v, i, talks): v['want'][i] = 1
            if not v['want'][i] or v['proc'][i] or v['orphan'][i]: continue
            if 'launcher' not in self.on or v['lease'][i] > 0: v['proc'][i] = ALIVE
        return v
