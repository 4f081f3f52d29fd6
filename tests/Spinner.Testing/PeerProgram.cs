using System.Diagnostics;

namespace Spinner.Tests;

/// <summary>A program of the tests as a process of its own, which is told what to do by lines, and what it has said. Gone when it is disposed.</summary>
public abstract class PeerProgram : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigContinue = 18;
    private const int SigStop = 19;

    private readonly Process _process;
    private readonly TimeSpan _limit;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];

    /// <param name="limit">How long its end may take.</param>
    /// <param name="dll">Beside the tests.</param>
    /// <param name="args">What it is started with.</param>
    protected PeerProgram(TimeSpan limit, string dll, params string[] args)
    {
        _limit = limit;
        var start = new ProcessStartInfo(Dummy.Dotnet, [Path.Combine(AppContext.BaseDirectory, dll), .. args])
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

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>All it said.</summary>
    public string Said => string.Join('\n', LinesWhere(static _ => true));

    /// <summary>A command.</summary>
    public void Say(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>Not one instruction more, until <see cref="GoOn"/>; its connections stay.</summary>
    public void Freeze() => ProcFacts.Signal(_process.Id, SigStop);

    public void GoOn() => ProcFacts.Signal(_process.Id, SigContinue);

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        ProcFacts.TrySignal(_process.Id, SigKill);
        await _exited.Task.WaitAsync(_limit);
    }

    /// <summary>Lets it end by itself: nothing more is to come.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _exited.Task.WaitAsync(_limit);
    }

    public virtual async ValueTask DisposeAsync()
    {
        ProcFacts.TrySignal(_process.Id, SigContinue);
        await KillAsync();
        Assert.False(ProcFacts.IsAlive(_process.Id), $"process {_process.Id} is gone");
        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Of the lines so far.</summary>
    protected IReadOnlyList<string> LinesWhere(Func<string, bool> isWanted)
    {
        lock (_said) return [.. _said.Where(isWanted)];
    }

    private void Append(string? line)
    {
        if (line is null) return;
        lock (_said) _said.Add(line);
    }
}
