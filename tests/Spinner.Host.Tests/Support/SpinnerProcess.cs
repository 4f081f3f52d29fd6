using System.Diagnostics;
using System.Text;

namespace Spinner.Host.Tests;

/// <summary>The real program as a process of its own, and what it wrote.</summary>
internal sealed class SpinnerProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    private SpinnerProcess(ProcessStartInfo start, bool readsOutput)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.OutputDataReceived += (_, e) => Append(_out, e.Data);
        _process.ErrorDataReceived += (_, e) => Append(_error, e.Data);
        _process.Start();
        if (readsOutput) _process.BeginOutputReadLine();
        else Append(_out, null);
        _process.BeginErrorReadLine();
    }

    /// <summary>The program as it lies beside the tests.</summary>
    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "spinner.dll");

    /// <summary>The native program to be tested in place of that, if any: <c>$SPINNER_PROGRAM</c>.</summary>
    public static string? Native { get; } = Environment.GetEnvironmentVariable("SPINNER_PROGRAM") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>How it is started: the program and its first arguments.</summary>
    public static IReadOnlyList<string> Words { get; } = Native is { } program ? [program] : [Dummy.Dotnet, Dll];

    /// <summary>The same for a shell.</summary>
    public static string Line { get; } = string.Join(' ', Words);

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Out => Text(_out);

    public string Error => Text(_error);

    public static SpinnerProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Start(environment, Words[0], [.. Words.Skip(1), .. args]);

    /// <param name="environment">More variables.</param>
    /// <param name="program">What is run.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="readsOutput">False: nobody reads its stdout, so that the pipe fills.</param>
    public static SpinnerProcess Start(
        IReadOnlyDictionary<string, string> environment, string program, IReadOnlyList<string> args, bool readsOutput = true)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new SpinnerProcess(start, readsOutput);
    }

    /// <summary>Its exit code, when it has ended and all it wrote is read.</summary>
    public async Task<int> EndAsync()
    {
        await _exited.Task.WaitAsync(Limit);
        await Eventually.HoldsAsync(() => IsRead(_out) && IsRead(_error), "its output is read", Limit);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        // The end of the stream is told as null.
        lock (text) text.Append(line ?? "\0").Append('\n');
    }

    private static bool IsRead(StringBuilder text)
    {
        lock (text) return text.Length > 1 && text[^2] == '\0';
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString().Replace("\0\n", "", StringComparison.Ordinal);
    }
}
