namespace Spinner.Benchmarks.Peers;

/// <summary>Service directories as s6 and runit know them: a run script, and a file that says it is down at first.</summary>
internal sealed class ServiceDirectories(string root)
{
    public string Root { get; } = Directory.CreateDirectory(root).FullName;

    public string Of(PeerChild child) => Path.Combine(Root, child.Name);

    public async Task WriteAsync(PeerChild child)
    {
        var (directory, run) = (Of(child), Path.Combine(Of(child), "run"));
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "down"), "");
        await File.WriteAllTextAsync(run, $"#!/bin/sh\nPORT={child.Endpoint} exec {string.Join(' ', child.CommandLine)} >/dev/null 2>&1\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(run, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Waits until a supervisor has made this file, the last it makes before it listens.</summary>
    public async Task SupervisedAsync(PeerChild child, string file)
    {
        using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!File.Exists(Path.Combine(Of(child), "supervise", file))) await retry.WaitForNextTickAsync();
    }
}
