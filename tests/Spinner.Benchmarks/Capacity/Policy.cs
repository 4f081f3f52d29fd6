using Spinner.Actors.Capacity;

namespace Spinner.Benchmarks.Capacity;

/// <summary>Who makes way first. All share the plan around it: the used stay, who is young goes last, who turned out unneeded is given back.</summary>
internal abstract class Policy
{
    public static Policy Own() => new Simple(null);

    public static Policy LeastRecentlyUsed() => new Simple(static c => -c.UnusedFor.TotalSeconds);

    public static Policy LargestFirst() => new Simple(static c => -c.Bytes);

    public static Policy GreedyDual() => new Gdsf();

    /// <summary>Knows the future: whose next use is farthest for its size goes first.</summary>
    public static Policy Clairvoyant(IReadOnlyList<App> apps) => new Seer(apps);

    /// <summary>What it costs to have a child gone; null: as the library has it.</summary>
    public abstract Func<Occupant, double>? Worth { get; }

    public virtual void Used(App app, TimeSpan now) { }

    public virtual void Evicted(string name) { }

    private sealed class Simple(Func<Occupant, double>? worth) : Policy
    {
        public override Func<Occupant, double>? Worth => worth;
    }

    /// <summary>FaasCache's: a clock that moves on with each eviction, and frequency × cost ÷ size above it.</summary>
    private sealed class Gdsf : Policy
    {
        private readonly Dictionary<string, (double Base, int Uses, double Value)> _apps = [];
        private double _clock;

        public override Func<Occupant, double> Worth => c => _apps.GetValueOrDefault(c.Name).Value;

        public override void Used(App app, TimeSpan now)
        {
            var uses = _apps.GetValueOrDefault(app.Name).Uses + 1;
            _apps[app.Name] = (_clock, uses, _clock + (uses * app.Start.TotalSeconds / app.Bytes));
        }

        public override void Evicted(string name)
        {
            if (_apps.Remove(name, out var app)) _clock = Math.Max(_clock, app.Value);
        }
    }

    private sealed class Seer(IReadOnlyList<App> apps) : Policy
    {
        private readonly Dictionary<string, App> _apps = apps.ToDictionary(a => a.Name);
        private readonly Dictionary<string, int> _next = [];
        private TimeSpan _now;

        public override Func<Occupant, double> Worth => c =>
        {
            var app = _apps[c.Name];
            var wait = _next.GetValueOrDefault(c.Name) is var next && next < app.Arrivals.Count ? (app.Arrivals[next] - _now).TotalSeconds : 1e9;
            return app.Start.TotalSeconds / (Math.Max(0.001, wait) * app.Bytes);
        };

        public override void Used(App app, TimeSpan now)
        {
            _now = now;
            _next[app.Name] = _next.GetValueOrDefault(app.Name) + 1;
        }
    }
}
