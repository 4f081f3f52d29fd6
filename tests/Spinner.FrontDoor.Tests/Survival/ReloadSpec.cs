using System.Collections.Concurrent;
using System.Net;
using Spinner.Actors;
using Spinner.Tests;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>A child whose monitored script changes under load.</summary>
public class ReloadSpec : DoorSpecs
{
    private static readonly int Reloads = Stress ? 20 : 5;

    protected override IEnumerable<ChildOptions> Children =>
        [new() { Name = Name, Script = PathOf("web.sh"), RestartTolerance = Seconds(1) }];

    public ReloadSpec() => Write("first");

    [Fact(Timeout = Limit)]
    public async Task No_request_fails_while_it_is_reloaded_again_and_again()
    {
        var client = await ClientAsync();
        await GetAsync(client, "/");
        using var end = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<HttpStatusCode, int>();
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) seen.AddOrUpdate((await GetAsync(client, "/late/1")).Status, 1, (_, n) => n + 1);
        })).ToList();

        for (var i = 0; i < Reloads; i++)
        {
            var before = (await InfoAsync()).Pid;
            Write($"version {i}");
            await UntilAsync(info => info.State == ChildState.Started && info.Pid != before);
        }

        await end.CancelAsync();
        await Task.WhenAll(load);
        Assert.Equal([HttpStatusCode.OK], seen.Keys);
        Assert.Equal($"version {Reloads - 1}", (await GetAsync(client, "/env/VERSION")).Body);
    }

    [Fact(Timeout = Limit)]
    public async Task A_broken_version_leaves_the_old_one_serving_and_says_why()
    {
        var client = await ClientAsync();
        Assert.Equal("first", (await GetAsync(client, "/env/VERSION")).Body);
        await using var events = Spinner.WatchAsync().GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        File.WriteAllText(PathOf("web.sh"), "echo out of order >&2; exit 3\n");
        while (events.Current is not ChildError) Assert.True(await events.MoveNextAsync());

        var error = (ChildError)events.Current;
        Assert.Contains("launch 1 serves on", error.Detail, StringComparison.Ordinal);
        Assert.Equal(3, error.Exit!.Code);
        var before = (await InfoAsync()).Pid;
        Assert.Equal((HttpStatusCode.OK, "first"), await GetAsync(client, "/env/VERSION"));
        Write("mended");
        await UntilAsync(info => info.State == ChildState.Started && info.Pid != before);
        Assert.Equal("mended", (await GetAsync(client, "/env/VERSION")).Body);
    }

    private void Write(string version) => File.WriteAllText(PathOf("web.sh"), $"VERSION='{version}' exec '{Dummy.Dotnet}' '{Dummy.Dll}' web\n");
}
