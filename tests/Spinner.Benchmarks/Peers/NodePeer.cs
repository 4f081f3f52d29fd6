using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spinner.Benchmarks.Peers;

/// <summary>A peer that is a node library, behind a driver script: one question per line of JSON, answered in any order.</summary>
internal sealed class NodePeer : IPeer
{
    private readonly Process _process;
    private readonly Task _reading;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private int _last;

    private NodePeer(Process process)
    {
        _process = process;
        process.BeginErrorReadLine();
        _reading = ReadAsync();
    }

    public static Task<IPeer> StartAsync(string node, string driver, string modules, Workshop workshop)
    {
        var start = new ProcessStartInfo(node, [Path.Combine(AppContext.BaseDirectory, "Native", driver)]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = Path.Combine(modules, "node_modules");
        start.Environment["PM2_HOME"] = Path.Combine(workshop.Directory, "pm2");
        start.Environment["TMPDIR"] = workshop.Directory;
        return Task.FromResult<IPeer>(new NodePeer(Process.Start(start)!));
    }

    public Task AddAsync(params PeerChild[] children) => Task.CompletedTask;

    public async Task<string> StartAsync(PeerChild child) => (string?)(await AskAsync("start", child))["endpoint"] ?? child.Endpoint;

    public Task StopAsync(PeerChild child) => AskAsync("stop", child);

    public Task RemoveAsync(PeerChild child) => AskAsync("remove", child);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _reading;
        await _process.WhenEndedAsync();
        _process.Dispose();
    }

    private async Task<JsonNode> AskAsync(string what, PeerChild child)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = JsonSerializer.Serialize(new { id, what, name = child.Name, endpoint = child.Endpoint, command = child.CommandLine[0], args = child.CommandLine[1..] });
        lock (_process) _process.StandardInput.WriteLine(line);
        return await answer.Task;
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('{') || JsonNode.Parse(line) is not { } answer || !_asked.TryRemove((int)answer["id"]!, out var asked)) continue;
            if ((string?)answer["error"] is { } error) asked.SetException(new InvalidOperationException(error));
            else asked.SetResult(answer);
        }

        foreach (var asked in _asked.Values) asked.TrySetException(new InvalidOperationException("The driver has ended."));
    }
}
