using System.Diagnostics;
using System.Globalization;
using Spinner.Host.Client;
using Spinner.Host.Daemon;
using Spinner.Host.Display;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Commands;

/// <summary>The daemon in the background: the same program in a session of its own, without this terminal.</summary>
static class Detached
{
    /// <summary>What the daemon in the background is told.</summary>
    public const string Background = "--background";

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts it and returns when its API answers.</summary>
    /// <exception cref="DaemonException">The file is wrong.</exception>
    public static async Task<int> RunAsync(string? file, string? given, CancellationToken cancellationToken)
    {
        if (file is not null && FileStat.TryRead(SocketPath.Full(file)) is { Kind: FileKind.Pipe })
            throw new DaemonException($"'{file}' is a pipe, which can be read only once: --detach needs a file.");
        var socket = DaemonFile.SocketOf(given, DaemonFile.Read(file, cancellationToken));
        var output = NewFile();
        using var daemon = Start(file, socket, output);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        var client = new ControlClient(socket, isChosen: given is not null);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (await AnswersAsync(client, daemon.Id, cancellationToken))
                {
                    await StandardOutput.Open().WriteLineAsync($"spinner runs on {socket} (pid {daemon.Id})");
                    return ExitCodes.Ok;
                }

                if (!daemon.HasExited) continue;
                var said = await File.ReadAllTextAsync(output, cancellationToken);
                StandardError.Write(to => to.Write(said));
                return ExitCodes.Failed;
            }

            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Before all else: the wait for a daemon that has begun to start children may be cut short.
            File.Delete(output);
            await EndAsync(daemon);
            return ExitCodes.Interrupted;
        }
        finally
        {
            File.Delete(output);
        }
    }

    // Where TMPDIR names nothing the usual places do.
    private static string NewFile()
    {
        var directory = ((string[])[Path.GetTempPath(), "/tmp", "/var/tmp"]).FirstOrDefault(System.IO.Directory.Exists)
            ?? throw new DaemonException("There is no directory for temporary files; set TMPDIR to one.");
        return Path.Combine(directory, Path.GetRandomFileName());
    }

    // Nobody was told of it, so nobody would end it.
    private static async Task EndAsync(Process daemon)
    {
        const int SigTerm = 15;
        _ = Libc.Kill(daemon.Id, SigTerm);
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        while (!daemon.HasExited) await timer.WaitForNextTickAsync();
    }

    // exec keeps the pid; setsid(1) does not fork when it leads no group, as a fresh child of ours does not.
    private static Process Start(string? file, string socket, string output)
    {
        string[] config = file is null ? [] : ["--config", SocketPath.Full(file)];
        var start = new ProcessStartInfo("sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "out=$1; shift; exec setsid \"$@\" </dev/null >\"$out\" 2>&1", "sh", output, .. OwnProgram.Words, "up",
            Background, "--socket", socket, .. config])
            start.ArgumentList.Add(argument);
        // It is started by us, whom .NET has given another one.
        if (Inherited.FileLimit is { } limit) start.Environment[Inherited.FileLimitVariable] = limit.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private static async Task<bool> AnswersAsync(ControlClient client, int pid, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync("/health", health => health.GetProperty("pid").GetInt32(), cancellationToken) == pid;
        }
        catch (CommandException)
        {
            // Not yet, or never: then the process has exited.
            return false;
        }
    }
}
