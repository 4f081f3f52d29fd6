using System.Net.Sockets;
using System.Text;

namespace Spinner.Processes;

/// <summary>
/// A shell in a session of its own that kills the groups it was told of, and everything with our mark, once this process is dead. It learns that
/// from the end of its line, which no other process holds. Killing a group, it waits for nothing; idle, it is blocked in a read. Safe for concurrent
/// use but for <see cref="SendAsync"/>.
/// </summary>
internal sealed class Guardian
{
    private const int DuplicateCloseOnExec = 1030;
    private const int FirstFree = 3;
    private const int WaitExited = 4;

    private readonly ISyscalls _system;
    private readonly Socket _line;

    private Guardian(ISyscalls system, int pid, int line)
    {
        (_system, Pid) = (system, pid);
        _line = new Socket(new SafeSocketHandle(line, ownsHandle: true));
        Ended = AwaitEndAsync();
    }

    internal int Pid { get; }

    /// <summary>How long it may take nothing before it is killed: stopped, it is as good as dead once its line is full.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Completes when it is dead and reaped.</summary>
    internal Task Ended { get; }

    /// <summary>Starts one; when this returns it is sure to notice our end.</summary>
    /// <exception cref="GuardianException">There is no shell, or the system refused something.</exception>
    internal static Guardian Start(ISyscalls system, SupervisorMark mark)
    {
        using var command = Command(mark);
        return StartShell(system, command);
    }

    /// <summary>Starts a shell like a guardian, with another script.</summary>
    internal static Guardian StartShell(ISyscalls system, SpawnBlock command)
    {
        Check(system.SocketPair(out var ours, out var its));
        try
        {
            return new Guardian(system, Spawn(system, command, its), ours);
        }
        catch
        {
            _ = system.Close(ours);
            throw;
        }
    }

    // A supervisor whose own standard descriptors are closed gets their numbers, which the spawn overwrites in the child.
    private static int Spawn(ISyscalls system, SpawnBlock command, int its)
    {
        var moved = system.Fcntl(its, DuplicateCloseOnExec, FirstFree);
        _ = system.Close(its);
        Check(moved);
        try
        {
            Check(system.Spawn(command, new ChildFiles(moved, moved, null), out var pid));
            return pid;
        }
        finally
        {
            _ = system.Close(moved);
        }
    }

    /// <summary>Sends it lines. One call at a time.</summary>
    /// <returns>False when it does not take them; it is killed then.</returns>
    internal async Task<bool> SendAsync(string lines)
    {
        using var limit = new CancellationTokenSource(Patience);
        var rest = (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(lines);
        try
        {
            while (rest.Length > 0) rest = rest[(await _line.SendAsync(rest, limit.Token).ConfigureAwait(false))..];
            return true;
        }
        catch (Exception deaf) when (deaf is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Until its end was seen the pid is its own; a stopped process can be killed too.
            if (!Ended.IsCompleted && deaf is OperationCanceledException) _ = _system.Kill(Pid, Libc.SigKill);
            return false;
        }
    }

    /// <summary>Lets it go without killing anybody.</summary>
    internal async Task DismissAsync()
    {
        await SendAsync(".\n").ConfigureAwait(false);
        await Ended.ConfigureAwait(false);
    }

    private async Task AwaitEndAsync()
    {
        try
        {
            // It never says anything: this ends with it.
            await _line.ReceiveAsync(new byte[1]).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // Reset, for it died with lines unread: an end as well.
        }

        // Its files are closed a moment before it can be reaped.
        await Task.Run(() => _system.WaitPid(Pid, WaitExited)).ConfigureAwait(false);
        _line.Dispose();
    }

    private static SpawnBlock Command(SupervisorMark mark) =>
        GuardianScript.Command(GuardianScript.Text, "spinner-guardian", [mark.Entry, .. GuardianScript.Us()]);

    private static void Check(int result)
    {
        if (result < 0) throw new GuardianException($"the system refused it: {ErrorText.Of(result)}");
    }
}
