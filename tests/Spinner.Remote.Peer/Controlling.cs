using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.Remote;

namespace Spinner.Remote.Peer;

/// <summary>
/// Clients: all of them do each command at the same time, and what came of it is said once for each outcome with how often it was that.
/// </summary>
static class Controlling
{
    public static async Task RunAsync(Config config, string address, int systems, int clients)
    {
        var made = Enumerable.Range(0, systems).Select(_ => ActorSystem.Create("client", SpinnerRemote.ClientSetup(null, config))).ToList();
        Telling.About(made[0]);
        var spinners = made.SelectMany(s => Enumerable.Range(0, clients).Select(i => s.ConnectSpinner(address, $"client-{i}"))).ToList();
        Telling.Say("ready");
        while (await Console.In.ReadLineAsync() is { } command) _ = DoAsync(command, spinners);
        await Task.WhenAll(made.Select(s => s.Terminate()));
    }

    private static async Task DoAsync(string command, List<ISpinner> spinners)
    {
        var outcomes = await Task.WhenAll(spinners.Select(s => DoAsync(command, s)));
        foreach (var outcome in outcomes.CountBy(static o => o)) Telling.Say($"{command}: {outcome.Value} {outcome.Key}");
    }

    private static async Task<string> DoAsync(string command, ISpinner spinner)
    {
        try
        {
            return command.Split(' ') switch
            {
                ["start", var child] => $"pid {(await spinner.StartAsync(child)).Pid}",
                ["lease", var child] => $"pid {(await spinner.LeaseAsync(child)).Ready.Pid}",
                ["define", var child] => $"pid {(await spinner.StartAsync(new ChildOptions { Name = child, Command = "sh" })).Pid}",
                ["list"] => string.Join(',', (await spinner.ListAsync()).Keys),
                ["read", var child] => await ReadAsync(spinner, child),
                ["watch"] => await WatchAsync(spinner),
                _ => "unknown",
            };
        }
        catch (Exception wrong)
        {
            return $"{wrong.GetType().Name} {wrong.Message}";
        }
    }

    private static async Task<string> ReadAsync(ISpinner spinner, string child)
    {
        await foreach (var next in spinner.ReadOutputAsync(child, new OutputReading { Follow = true }))
            Telling.Say(next is OutputLine line ? $"wrote {line.Text}" : $"missed {((OutputMissed)next).Lines?.ToString() ?? "?"}");
        return "ended";
    }

    private static async Task<string> WatchAsync(ISpinner spinner)
    {
        await foreach (var next in spinner.WatchAsync()) Telling.Say($"event {next.GetType().Name} {next.Sequence}");
        return "ended";
    }
}
