using System.Globalization;
using System.Text;

namespace Spinner.Processes;

/// <summary>
/// A shell in a session of its own that kills groups when their lease is over, and this process has not done so since it is frozen. It reads a
/// file of ours, which is replaced as a whole. Linux only. Safe for concurrent use but for <see cref="Watch"/>.
/// </summary>
internal sealed class LeaseWatchdog : IWatchdog
{
    private readonly string _directory;
    private readonly string _lease;
    private readonly LaunchingFile _launching;
    private readonly Action<string> _notice;
    private readonly Dictionary<int, ulong> _starts = [];
    private Guardian _shell;
    private volatile bool _isOver;

    private readonly IReadOnlyList<string> _supervisor;

    private LeaseWatchdog(string directory, Action<string> notice, IReadOnlyList<string> supervisor)
    {
        (_directory, _notice, _supervisor) = (directory, notice, supervisor);
        _lease = Path.Combine(directory, "lease");
        _launching = new LaunchingFile(Path.Combine(directory, "launching"));
        Watch(null, []);
        _shell = Start();
    }

    /// <inheritdoc/>
    public bool IsAwake => !Volatile.Read(ref _shell).Ended.IsCompleted;

    /// <summary>The shell's.</summary>
    internal int Pid => Volatile.Read(ref _shell).Pid;

    /// <inheritdoc/>
    public string Mark { get; } = Guid.NewGuid().ToString("D");

    /// <summary>Starts one.</summary>
    /// <param name="parent">A directory of this user alone, better in memory: who waits for a disk is killed. In it is made another one.</param>
    /// <param name="notice">Told in one line when it was killed.</param>
    /// <param name="supervisor">The pid and the start time of whom it watches; null: of this process.</param>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    /// <exception cref="GuardianException">There is no shell, or the system refused something.</exception>
    internal static LeaseWatchdog Start(string parent, Action<string> notice, IReadOnlyList<string>? supervisor = null)
    {
        PrivateDirectory.Ensure(parent, Privacy.Closed);
        var directory = Path.Combine(parent, $"watchdog-{Guid.NewGuid():N}");
        PrivateDirectory.Ensure(directory, Privacy.Closed);
        try
        {
            return new LeaseWatchdog(directory, notice, supervisor ?? GuardianScript.Us());
        }
        catch
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Watch(TimeSpan? until, IReadOnlyCollection<LeasedGroup> groups)
    {
        foreach (var gone in _starts.Keys.Except(groups.Select(group => group.Leader)).ToList()) _starts.Remove(gone);
        var text = new StringBuilder().Append(until is { } end ? Hundredths(end) : "-").Append('\n');
        foreach (var (leader, over) in groups)
            if (StartOf(leader) is { } start) text.Append(CultureInfo.InvariantCulture, $"{Hundredths(over)} {leader} {start}\n");
        try
        {
            File.WriteAllText(_lease + ".new", text.ToString());
            File.Move(_lease + ".new", _lease, overwrite: true);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    /// <inheritdoc/>
    public IDisposable Launching() => _launching.Begin();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        Directory.Delete(_directory, recursive: true);
        _launching.Dispose();
        await Volatile.Read(ref _shell).Ended.ConfigureAwait(false);
    }

    private static string Hundredths(TimeSpan time) => ((long)(time.TotalMilliseconds / 10)).ToString(CultureInfo.InvariantCulture);

    private ulong? StartOf(int leader)
    {
        if (_starts.TryGetValue(leader, out var known)) return known;
        if (LivingGroup.Of(leader) is not { } group) return null;
        return _starts[leader] = group.StartTime;
    }

    private Guardian Start()
    {
        using var command = GuardianScript.Command(
            GuardianScript.Watchdog, "spinner-watchdog", [_lease, _launching.Path, Mark, .. _supervisor]);
        var shell = Guardian.StartShell(new LibcSyscalls(), command);
        _ = ReplaceAsync(shell);
        return shell;
    }

    // Until there is another one nothing is renewed: what lives is ended by us in time.
    private async Task ReplaceAsync(Guardian killed)
    {
        await killed.Ended.ConfigureAwait(false);
        if (_isOver) return;
        _notice($"The watchdog (pid {killed.Pid}) was killed; there will be another.");
        try
        {
            Volatile.Write(ref _shell, Start());
        }
        catch (GuardianException refused)
        {
            _notice($"Nobody watches over the lease any more, so this node loses it: {refused.Message}.");
        }
    }
}
