using System.Diagnostics;
using System.Globalization;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>A node as a process of its own, and what it has said. Gone when it is disposed.</summary>
sealed class PeerProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigContinue = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "Spinner.Cluster.Peer.dll");

    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];

    public PeerProcess(string name, string port, string seeds, string directory, string script)
    {
        Name = name;
        var start = new ProcessStartInfo(Dummy.Dotnet, [Dll, name, port, seeds, directory, script])
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

    public string Name { get; }

    public int ExitCode => _process.ExitCode;

    /// <summary>A command, and its outcome. The same command one at a time.</summary>
    public async Task<string> DoAsync(string command)
    {
        var before = Answers(command).Count;
        _process.StandardInput.WriteLine(command);
        await Eventually.HoldsAsync(() => Answers(command).Count > before || _process.HasExited, $"{Name} answers '{command}'", Limit);
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

    /// <summary>All it said.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
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

    /// <summary>Lets it leave and end.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _exited.Task.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        ProcFacts.TrySignal(_process.Id, SigContinue);
        await KillAsync();
        Assert.False(ProcFacts.IsAlive(_process.Id), $"process {_process.Id} is gone");
        _process.Dispose();
    }

    private List<string> Answers(string command)
    {
        lock (_said) return [.. _said.Where(line => line.StartsWith($"{command}: ", StringComparison.Ordinal))];
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_said) _said.Add(line);
    }
}
