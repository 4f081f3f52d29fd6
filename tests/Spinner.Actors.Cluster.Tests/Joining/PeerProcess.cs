using System.Globalization;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>A node as a process of its own, and what it has said. Gone when it is disposed.</summary>
sealed class PeerProcess(string name, string port, string seeds, string directory, string script)
    : PeerProgram(Limit, "Spinner.Cluster.Peer.dll", name, port, seeds, directory, script)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public string Name => name;

    /// <summary>A command, and its outcome. The same command one at a time.</summary>
    public async Task<string> DoAsync(string command)
    {
        var before = Answers(command).Count;
        Say(command);
        await Eventually.HoldsAsync(() => Answers(command).Count > before || HasExited, $"{Name} answers '{command}'", Limit);
        if (Answers(command).Count > before) return Answers(command)[before][(command.Length + 2)..];
        throw new InvalidOperationException($"{Name} has exited, and said: {Said}");
    }

    /// <summary>Starts a child from here; its process.</summary>
    public async Task<int> StartAsync(string child)
    {
        var answer = await DoAsync($"start {child}");
        return answer.StartsWith("pid ", StringComparison.Ordinal)
            ? int.Parse(answer["pid ".Length..], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{Name} could not start {child}: {answer}; it said: {Said}");
    }

    private IReadOnlyList<string> Answers(string command) => LinesWhere(line => line.StartsWith($"{command}: ", StringComparison.Ordinal));
}
