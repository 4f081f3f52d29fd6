using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Control.Watching;
using Spinner.Processes;

namespace Spinner.Host.Tests.Watching;

/// <summary>A real process group, looked up in virtual time.</summary>
public sealed class UsageSamplerSpec : IDisposable
{
    private const int Limit = 60_000;

    private readonly FakeTimeProvider _clock = new();
    private readonly UsageSampler _usage;
    private readonly Process _group = Process.Start("setsid", ["sleep", "600"]);

    public UsageSamplerSpec() => _usage = new UsageSampler(_clock);

    public void Dispose()
    {
        _group.Kill();
        _group.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_group_is_read_once_a_second_however_many_ask()
    {
        await Eventually.HoldsAsync(() => Later(11) && Read().ContainsKey(_group.Id), "the group is there");
        var first = Read();
        Assert.Equal(1, first[_group.Id].Processes);
        Assert.InRange(first[_group.Id].Memory, 1, 1L << 30);

        Assert.Same(first, Read());
        Later(1);
        Assert.NotSame(first, Read());
    }

    [Fact(Timeout = Limit)]
    public async Task What_has_ended_uses_nothing_with_the_next_look()
    {
        await Eventually.HoldsAsync(() => Later(11) && Read().ContainsKey(_group.Id), "the group is there");

        _group.Kill();
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(_group.Id), "it is gone");

        await Eventually.HoldsAsync(() => Later(1) && !Read().ContainsKey(_group.Id), "it is not seen any more");
    }

    [Fact]
    public void Who_has_no_process_is_not_looked_up() =>
        Assert.Empty(_usage.Read([new ChildInfo("web") { Options = new ChildOptions(), State = ChildState.Stopped }]));

    private IReadOnlyDictionary<int, GroupUsage> Read() =>
        _usage.Read([new ChildInfo("web") { Options = new ChildOptions(), State = ChildState.Started, Pid = _group.Id }]);

    private bool Later(int seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return true;
    }
}
