using System.Globalization;
using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>Ends that freeze, are killed, or are cut off.</summary>
public class LostProcessSpec : TwoProcessSpecs
{
    private const string Patience = "lost-after = 8s";

    [Fact(Timeout = Limit)]
    public async Task A_client_that_freezes_loses_its_lease_and_takes_it_anew_when_it_goes_on()
    {
        await using var server = await PeerProcess.ServeAsync(Settings(Patience));
        await using var client = await PeerProcess.ControlAsync(Settings(Patience), server.Address);
        var pid = await client.DoAsync("lease web");
        await UntilAsync(server.Address, web => web.AliveBecause!.Leases.Count == 1);
        client.Freeze(); // half open: the connection stays, and nobody is at its other end
        await UntilAsync(server.Address, web => web.AliveBecause!.Leases.Count == 0);
        client.GoOn();
        await UntilAsync(server.Address, web => web.AliveBecause!.Leases.Count == 1);
        Assert.Equal(pid, await client.DoAsync("start web"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_a_killed_client_held_falls_back_to_its_idle_time()
    {
        await using var server = await PeerProcess.ServeAsync(Settings(Patience, web: "idle-time = 500ms"));
        await using var client = await PeerProcess.ControlAsync(Settings(Patience), server.Address);
        var pid = Pid(await client.DoAsync("lease web"));
        await UntilAsync(server.Address, web => web.AliveBecause is { Leases.Count: 1, IdleDueAt: null });
        await client.KillAsync();
        await UntilAsync(
            server.Address, web => web.State == ChildState.Stopped && web.DownBecause!.StartsWith("unused for", StringComparison.Ordinal));
        Assert.False(ProcFacts.IsAlive(pid));
    }

    [Fact(Timeout = Limit)]
    public async Task A_watch_goes_on_with_the_server_that_comes_after_a_killed_one()
    {
        var settings = Settings($"port = {Dummy.FreeTcp().Port}");
        await using var first = await PeerProcess.ServeAsync(settings);
        await using var client = await PeerProcess.ControlAsync(Settings(Patience), first.Address);
        client.Say("watch");
        await client.HeardAsync("event WatchStarted 0");
        var pid = Pid(await client.DoAsync("start web"));
        await client.HeardAsync("event ChildStarted 1");
        await first.KillAsync();
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(pid), "its child is killed with it", Node.Limit);

        await using var next = await PeerProcess.ServeAsync(settings);
        await client.HeardAsync("event EventsMissed");
        await client.HeardAsync("event WatchStarted 0", times: 2);
        Assert.NotEqual(pid, await AskAsync(next.Address, async remote => (await remote.StartAsync("web")).Pid));
        await client.HeardAsync("event ChildStarted 1", times: 2);
        Assert.Equal(
            ["WatchStarted 0", "ChildStarted 1", "EventsMissed 1", "WatchStarted 0", "ChildStarted 1"],
            client.Lines("event ").Select(l => l["event ".Length..]));
    }

    [Fact(Timeout = Limit)]
    public async Task A_reading_of_output_goes_on_with_the_server_that_comes_after_a_killed_one()
    {
        var settings = Settings($"port = {Dummy.FreeTcp().Port}");
        await using var first = await PeerProcess.ServeAsync(settings);
        await using var client = await PeerProcess.ControlAsync(Settings(Patience), first.Address);
        await client.DoAsync("start web");
        client.Say("read web");
        await client.HeardAsync("wrote hello");
        await first.KillAsync();

        await using var next = await PeerProcess.ServeAsync(settings);
        await client.HeardAsync("missed ?"); // nobody knows how many
        await client.DoAsync("start web");
        await client.HeardAsync("wrote hello", times: 2);
        Assert.Single(client.Lines("missed"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_freezes_while_it_reads_stalls_no_child_and_is_told_how_much_it_missed()
    {
        const int Lines = 200_000;
        var waits = Waiting($"flood-stdout {Lines * 100} print end bind");
        await using var server = await PeerProcess.ServeAsync(Settings(web: waits.Child));
        await using var client = await PeerProcess.ControlAsync(Settings(), server.Address);
        client.Say("read web");
        client.Say("start web");
        await client.HeardAsync("wrote begin");
        client.Freeze();
        await waits.GoAsync();
        await UntilAsync(server.Address, web => web.State == ChildState.Started); // after the flood
        client.GoOn();
        await client.HeardAsync("wrote end");
        var missed = client.Lines("missed ").Sum(l => int.Parse(l["missed ".Length..], CultureInfo.InvariantCulture));
        Assert.Equal(1 + Lines + 1, client.Lines("wrote ").Count + missed);
        Assert.InRange(missed, 1, Lines);
    }

    [Fact(Timeout = Limit)]
    public async Task A_start_that_is_cut_off_ends_with_a_time_out_and_the_child_is_consistent()
    {
        using var cable = new Cable();
        var waits = Waiting("bind");
        await using var server = await PeerProcess.ServeAsync(Settings($"port = {cable.Inner}, public-port = {cable.Outer}", waits.Child));
        await using var client = await PeerProcess.ControlAsync(Settings(Patience), server.Address);
        client.Say("start web");
        await UntilAsync(server.Address, web => web is { State: ChildState.Starting, Pid: not null });
        cable.Cut();
        var outcome = await client.HeardAsync("start web: ");
        Assert.Contains("TimeoutException", outcome, StringComparison.Ordinal);
        Assert.Contains("was lost", outcome, StringComparison.Ordinal);

        await waits.GoAsync();
        cable.Mend();
        await UntilAsync(server.Address, web => web is { State: ChildState.Started, Launches: 1 });
        client.Say("start web");
        Assert.Contains("pid ", await client.HeardAsync("start web: ", times: 2), StringComparison.Ordinal);
    }

    /// <summary>A child that says <c>begin</c> and goes no further before it is told to; then it is the Dummy.</summary>
    private (string Child, Func<Task> GoAsync) Waiting(string verbs)
    {
        var go = PathOf("go");
        var line = $"echo begin; while [ ! -e '{go}' ]; do sleep 0.1; done; exec '{Dummy.Dotnet}' '{Dummy.Dll}' {verbs}";
        return ($"command = sh, args = [\"-c\", \"{line}\"], timeout = 120s", () => File.WriteAllTextAsync(go, ""));
    }
}
