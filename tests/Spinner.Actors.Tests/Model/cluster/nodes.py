"""One tick: all that the nodes do by themselves."""
from places import Places
from views import ALIVE, IN, OUT, RUNS, SOLO


class Nodes(Places):
    def tick(self, was, slow=None, blip=None):
        """The worlds that may follow: more than one where the coordinator has a choice."""
        n, t, nodes = self.n, self.t, self.nodes
        v = self.open(was)
        run, member, silence, heard, down, gone = was.run, v['member'], v['silence'], v['heard'], v['down'], v['gone']
        proc, want, lease, wait = v['proc'], v['want'], v['lease'], v['wait']
        talks = {(i, j) for i in nodes for j in nodes if i != j and self.talk(was, i, j, blip)}
        lost_was = [self.lost(was, i) for i in nodes]

        for i in nodes:                             # clocks, and what ends by them
            if proc[i] > 0: proc[i] -= 1
            v['orphan'][i] = max(0, v['orphan'][i] - 1)
            v['acked'][i] = min(self.forget, v['acked'][i] + 1)
            if i == slow: continue
            v['mute'][i] = max(0, v['mute'][i] - 1)
            wait[i] = max(0, wait[i] - 1)
            v['held'][i] = max(0, v['held'][i] - 1)
            if not v['held'][i]: v['to'][i] = self.nobody
            lease[i] = max(-t.watchdog, lease[i] - 1)
            if 'lease' not in self.on or not proc[i] or lease[i] > 0: continue
            if run[i] == RUNS: self.end(v, i)
            elif lease[i] <= -t.watchdog and 'watchdog' in self.on: proc[i] = 0

        for i in nodes:                             # heartbeats, gossip, acknowledgements
            if run[i] != RUNS or member[i] != IN: continue
            acks = self.granted(v, i, i) if not v['mute'][i] or 'claim' not in self.on else 0
            for j in nodes:
                if j == i or gone[i] >> j & 1: continue
                known = was.member[j] == IN and not was.gone[j] >> i & 1
                ok = (i, j) in talks and known
                silence[i * n + j] = 0 if ok else min(t.detect, silence[i * n + j] + 1)
                hears = known and run[j] == RUNS and not was.cut >> (j * n + i) & 1
                if hears and was.silence[i * n + j] < t.detect and was.silence[j * n + i] < t.detect:
                    heard[i * n + j] = self.row(was, j)
                    down[i] |= was.down[j]
                sees = 'view' not in self.on or not self.doubts(was, j) >> i & 1
                told = known and run[j] == RUNS and ((i, j) in talks or not was.cut >> (i * n + j) & 1)
                if not told or not sees or was.mute[j]: continue
                got = self.granted(v, i, j)
                if ok: acks += got
            if acks >= self.majority: lease[i], v['acked'][i] = t.lease, 0
        if 'planned' not in self.on:
            for i in nodes:
                if member[i] == SOLO and run[i] == RUNS and not was.mute[i]: lease[i] = t.lease

        now = self.close(v)
        for i in nodes:                             # downing
            if member[i] != IN: continue
            lost = self.lost(now, i)
            if not lost or lost != lost_was[i]: v['stable'][i] = 0
            elif i != slow: v['stable'][i] = min(t.stable, v['stable'][i] + 1)
            if run[i] == RUNS and v['stable'][i] >= t.stable: down[i] |= self.decide(now, i, lost)
            if run[i] == RUNS and down[i] >> i & 1: self.leave(v, i)

        for i in nodes:                             # removal, once all that are left have seen it
            if member[i] != IN or run[i] != RUNS: continue
            new = down[i] & ~gone[i]
            others = [j for j in nodes if j != i and not (gone[i] | down[i]) >> j & 1]
            if not new or self.lost(now, i) & ~down[i] or any((i, j) not in talks or member[j] != IN for j in others): continue
            for j in others: down[j] |= new         # gossip may be quick, too
            self.remove(v, i, new)

        for i in nodes: self.join(v, i, talks)
        return [self.close(x) for x in self.coordinate(v, talks)]

    def granted(self, v, i, j):
        """Does j, which a ping of i has reached, acknowledge it? It grants the name to one only."""
        if 'claim' not in self.on: return 1
        claims = v['want'][i] or v['proc'][i]
        if claims and v['to'][j] in (i, self.nobody):
            v['to'][j], v['held'][j] = i, self.quiet
            return 1
        if not claims and v['to'][j] == i: v['to'][j], v['held'][j] = self.nobody, 0
        return 0

    def forgotten(self, v, i):
        """What comes after this incarnation knows nothing of what it granted, and has nothing of what it was granted."""
        if 'own' in self.on: v['to'] = [self.past if x == i else x for x in v['to']]
        v['to'][i], v['held'][i] = self.nobody, 0

    def end(self, v, i):
        """The node ends its children, for good as far as it knows."""
        v['want'][i] = 0
        if 'kill' in self.on: v['proc'][i] = 0
        elif v['proc'][i] == ALIVE: v['proc'][i] = self.t.stop

    def leave(self, v, i):
        self.end(v, i)
        v['member'][i], v['down'][i], v['gone'][i], v['stable'][i], v['wait'][i] = OUT, 0, 0, 0, 0
        if 'newcomer' in self.on: v['mute'][i] = self.quiet
        for j in self.nodes: v['silence'][i * self.n + j] = v['heard'][i * self.n + j] = 0
        self.forgotten(v, i)

    def decide(self, w, i, lost):
        """static-quorum, by the reachable member with the lowest address."""
        reached = self.all & ~w.gone[i] & ~lost
        if min(j for j in self.nodes if reached >> j & 1) != i: return 0
        if bin(reached).count('1') >= self.majority: return lost
        return lost if not self.row(w, i) else 1 << i

    def remove(self, v, i, mask):
        v['gone'][i] |= mask
        v['wait'][i] = self.t.margin if self.oldest(v['age'], v['gone'][i]) == i else 0
        for o in self.nodes:
            if mask >> o & 1: v['heard'][i * self.n + o] = v['silence'][i * self.n + o] = 0
