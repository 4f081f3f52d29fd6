using System.Globalization;
using Akka.Actor;
using Spinner.Actors;
using Spinner.Actors.Cluster;
using Spinner.Cluster.Peer;

// A node that a test can freeze and kill: its name, its port, the ports of the seeds with commas between them, a directory for its sockets, the
// script of its children. Commands are lines of words.
var (name, port, seeds, directory, script) = (args[0], args[1], args[2].Split(','), args[3], args[4]);
using var system = ActorSystem.Create("node", "akka.loggers = []\nakka.stdout-loglevel = OFF");
Telling.About(system);
var cluster = system.JoinSpinnerCluster(
    new ClusterOptions
    {
        Name = name,
        Port = int.Parse(port, CultureInfo.InvariantCulture),
        Seeds = [.. seeds.Select(seed => $"127.0.0.1:{seed}")],
        LostAfter = TimeSpan.FromSeconds(4),
        StableAfter = TimeSpan.FromSeconds(9),
        RemovalMargin = TimeSpan.FromSeconds(1),
        HeartbeatInterval = TimeSpan.FromMilliseconds(300),
    },
    new SpinnerOptions
    {
        RunDirectory = directory,
        Children = [.. Enumerable.Range(0, 8).Select(i => new ChildOptions
        {
            Name = $"web-{i}", Command = "sh", Args = [script, $"web-{i}"], Ready = Readiness.Alive, IdleTime = ChildOptions.Never,
        })],
    });
while (await Console.In.ReadLineAsync() is { } line) _ = AnswerAsync(line);
await cluster.LeaveAsync();
await system.Terminate();

async Task AnswerAsync(string line) => Telling.Say($"{line}: {await DoAsync(line.Split(' '))}");

async Task<string> DoAsync(string[] command)
{
    try
    {
        switch (command)
        {
            case ["joined"]:
                await cluster.JoinedAsync();
                return string.Join(',', cluster.Members.Select(member => member.Name).Order(StringComparer.Ordinal));
            case ["start", var child]: return $"pid {(await cluster.StartAsync(child)).Pid}";
            case ["silent"]: return string.Join(',', (await cluster.ListAsync()).Silent.Select(member => member.Name));
            case ["where", var child]: return (await cluster.LocateAsync(child))?.Name ?? "nowhere";
            case ["leave"]:
                await cluster.LeaveAsync();
                return "left";
            default: return "unknown";
        }
    }
    catch (Exception wrong)
    {
        return $"{wrong.GetType().Name} {wrong.Message}";
    }
}
