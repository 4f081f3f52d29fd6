using System.Diagnostics;
using System.Globalization;

namespace Spinner.Actors.Remote.Tests.TwoProcesses;

/// <summary>A server or a client as a process of its own, and what it has said. Gone when it is disposed.</summary>
sealed class PeerProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigContinue = 18;
    private const int SigStop = 19;
    private const string At = "at ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "Spinner.Remote.Peer.dll");

    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];

    private PeerProcess(params string[] args)
    {
        var start = new ProcessStartInfo(Dummy.Dotnet, [Dll, .. args])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.OutputDataReceived += (_, e) => Append(e.Data);
        _process.ErrorDataReceived += (_, e) => Append(e.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Of the server, as others reach it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>A server that listens.</summary>
    public static Task<PeerProcess> ServeAsync(string settings) => new PeerProcess("serve", settings).UntilReadyAsync(At);

    /// <summary>Clients that can be told what to do.</summary>
    public static Task<PeerProcess> ControlAsync(string settings, string address, int systems = 1, int clients = 1) =>
        new PeerProcess("control", settings, address, Text(systems), Text(clients)).UntilReadyAsync("ready");

    /// <summary>A command.</summary>
    public void Say(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>A command, and the one outcome all its clients had.</summary>
    public async Task<string> DoAsync(string command, int clients = 1)
    {
        Say(command);
        await HeardAsync($"{command}: ");
        var all = $"{command}: {Text(clients)} ";
        // Each outcome is a line with how many clients had it.
        var outcome = Lines($"{command}: ").LastOrDefault(l => l.StartsWith(all, StringComparison.Ordinal));
        return outcome?[all.Length..] ?? throw new InvalidOperationException(string.Join('\n', Lines("")));
    }

    /// <summary>Awaits so many lines that contain this.</summary>
    /// <returns>The last of them.</returns>
    public async Task<string> HeardAsync(string part, int times = 1)
    {
        await Eventually.HoldsAsync(() => Lines(part).Count >= times || _process.HasExited, $"it says '{part}' {times} times", Limit);
        if (Lines(part).Count >= times) return Lines(part)[times - 1];
        throw new InvalidOperationException($"It has exited, and said: {string.Join('\n', Lines(""))}");
    }

    /// <summary>The lines so far that contain this.</summary>
    public IReadOnlyList<string> Lines(string part)
    {
        lock (_said) return [.. _said.Where(l => l.Contains(part, StringComparison.Ordinal))];
    }

    /// <summary>Not one instruction more, until <see cref="GoOn"/>; its connections stay.</summary>
    public void Freeze() => ProcFacts.Signal(_process.Id, SigStop);

    public void GoOn() => ProcFacts.Signal(_process.Id, SigContinue);

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        ProcFacts.TrySignal(_process.Id, SigKill);
        await _exited.Task.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _exited.Task.WaitAsync(Limit);
        }
        finally
        {
            ProcFacts.TrySignal(_process.Id, SigContinue);
            await KillAsync();
            Assert.False(ProcFacts.IsAlive(_process.Id), $"process {_process.Id} is gone");
            _process.Dispose();
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

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_said) _said.Add(line);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
