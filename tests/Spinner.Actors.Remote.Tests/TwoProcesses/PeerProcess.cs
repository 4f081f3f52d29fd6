using System.Globalization;

namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>A server or a client as a process of its own, and what it has said. Gone when it is disposed.</summary>
sealed class PeerProcess : PeerProgram
{
    private const string At = "at ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private PeerProcess(params string[] args)
        : base(Limit, "Spinner.Remote.Peer.dll", args)
    {
    }

    /// <summary>Of the server, as others reach it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>A server that listens.</summary>
    public static Task<PeerProcess> ServeAsync(string settings) => new PeerProcess("serve", settings).UntilReadyAsync(At);

    /// <summary>Clients that can be told what to do.</summary>
    public static Task<PeerProcess> ControlAsync(string settings, string address, int systems = 1, int clients = 1) =>
        new PeerProcess("control", settings, address, Text(systems), Text(clients)).UntilReadyAsync("ready");

    /// <summary>A command, and the one outcome all its clients had.</summary>
    public async Task<string> DoAsync(string command, int clients = 1)
    {
        Say(command);
        await HeardAsync($"{command}: ");
        var all = $"{command}: {Text(clients)} ";
        // Each outcome is a line with how many clients had it.
        var outcome = Lines($"{command}: ").LastOrDefault(l => l.StartsWith(all, StringComparison.Ordinal));
        return outcome?[all.Length..] ?? throw new InvalidOperationException(Said);
    }

    /// <summary>Awaits so many lines that contain this.</summary>
    /// <returns>The last of them.</returns>
    public async Task<string> HeardAsync(string part, int times = 1)
    {
        await Eventually.HoldsAsync(() => Lines(part).Count >= times || HasExited, $"it says '{part}' {times} times", Limit);
        if (Lines(part).Count >= times) return Lines(part)[times - 1];
        throw new InvalidOperationException($"It has exited, and said: {Said}");
    }

    /// <summary>The lines so far that contain this.</summary>
    public IReadOnlyList<string> Lines(string part) => LinesWhere(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Ends by itself, if it can.</summary>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync();
        }
        finally
        {
            await base.DisposeAsync();
        }
    }

    private async Task<PeerProcess> UntilReadyAsync(string sign)
    {
        try
        {
            var line = await HeardAsync(sign);
            if (sign == At) Address = line[At.Length..];
            return this;
        }
        catch
        {
            await KillAsync();
            throw;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
