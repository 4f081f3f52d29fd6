using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>
/// A supervising process of its own that a fact may kill, and everything that carries its tag in the environment. Disposing kills all of it.
/// </summary>
internal sealed class SupervisorProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private readonly Channel<string[]> _said = Channel.CreateUnbounded<string[]>();
    private readonly List<string[]> _unheard = [];
    private readonly string _tag = $"SPINNER_TEST_TAG={Guid.NewGuid():N}";
    private readonly Process _process;

    /// <param name="options">Engine, policy and perhaps a state directory.</param>
    /// <param name="around">A command that runs the supervisor, as <c>unshare</c> does.</param>
    public SupervisorProcess(IEnumerable<string> options, params string[] around)
    {
        string[] command = [.. around, Dummy.Dotnet, Path.Combine(AppContext.BaseDirectory, "Spinner.Supervisor.dll"), .. options];
        var request = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        request.Environment[_tag.Split('=')[0]] = _tag.Split('=')[1];
        _process = Process.Start(request)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _said.Writer.TryWrite(text.Split('\t'));
            else _said.Writer.TryComplete();
        };
        _process.BeginOutputReadLine();
    }

    public int Pid => _process.Id;

    public void Say(params string[] words)
    {
        _process.StandardInput.WriteLine(string.Join('\t', words));
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for a line that begins with this word; the rest of it.</summary>
    public Task<string> HearAsync(string word) => HearAnyAsync(word);

    /// <summary>The same for any of several words.</summary>
    public async Task<string> HearAnyAsync(params string[] words)
    {
        using var deadline = new CancellationTokenSource(Limit);
        int found;
        // An end may be said before the launch it belongs to: what was not asked for yet waits.
        while ((found = _unheard.FindIndex(said => words.Contains(said[0]))) < 0)
        {
            if (!await _said.Reader.WaitToReadAsync(deadline.Token)) throw new EndOfStreamException($"The supervisor ended without saying '{string.Join("' or '", words)}'.");
            while (_said.Reader.TryRead(out var said)) _unheard.Add(said);
        }

        var heard = _unheard[found];
        _unheard.RemoveAt(found);
        return string.Join(' ', heard[1..]);
    }

    /// <summary>Launches a program that is never asked for its port; its pid.</summary>
    public async Task<int> LaunchAsync(params string[] command)
    {
        Say(["launch", "1", .. command]);
        return int.Parse(await HearAsync("launched"), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until its guardian and its state file were told everything so far.</summary>
    public Task SettleAsync()
    {
        Say("settle");
        return HearAsync("settled");
    }

    /// <summary>The living processes with our tag, but not the supervisor itself.</summary>
    public IReadOnlyList<int> Descendants() => [.. Processes.Where(pid => pid != Pid && EnvironmentOf(pid).Contains(_tag, StringComparison.Ordinal) && ProcFacts.IsAlive(pid))];

    /// <summary>The guardian of this supervisor.</summary>
    public int? Guardian() => Processes.Where(ProcFacts.IsAlive).Cast<int?>().FirstOrDefault(pid => IsGuardian(pid!.Value));

    public async Task<int> GuardianAsync()
    {
        await Eventually.HoldsAsync(() => Guardian() is not null, "there is a guardian", Limit);
        return Guardian()!.Value;
    }

    public void Kill() => ProcFacts.Signal(Pid, 9);

    public Task GoneAsync() => Eventually.HoldsAsync(() => Descendants().Count == 0, "nobody with the supervisor's tag lives", Limit);

    public void Dispose()
    {
        _process.Kill();
        foreach (var pid in Descendants()) ProcFacts.TrySignal(pid, 9);
        _process.Dispose();
    }

    public static string EnvironmentOf(int pid) => ReadAll(pid, "environ");

    private static IEnumerable<int> Processes => Directory.EnumerateDirectories("/proc")
        .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid) ? pid : 0).Where(pid => pid > 0).ToList();

    private bool IsGuardian(int pid) =>
        ReadAll(pid, "cmdline").Split('\0') is [.., "spinner-guardian", _, var supervisor, _, ""] && supervisor == Pid.ToString(CultureInfo.InvariantCulture);

    private static string ReadAll(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
