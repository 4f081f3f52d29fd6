using System.Net.ServerSentEvents;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Spinner.Control.Live;
using Spinner.Control.Logs;
using Spinner.Control.Watching;
using Spinner.Tests;

namespace Spinner.Dashboard.Tests.Server;

public class LiveStreamSpec
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_part_that_fails_ends_the_stream_and_the_others_with_it()
    {
        using var directory = new TempDirectory();
        var clock = new FakeTimeProvider();
        var (spinner, control) = BusySpinner.Create();
        control.Have("web");
        var hub = new LiveHub(spinner, new UsageSampler(clock), clock);
        var logs = new ChildLogs(directory.Path, new LogSizes(1024, 1), isCompressed: false, echo: null, NullLogger.Instance, clock);
        var stream = new LiveStream(spinner, hub, logs, CancellationToken.None);
        var seen = new List<SseItem<string>>();

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var item in stream.ReadAsync(new LiveQuery(Children: true, Events: true, Logs: [], Tail: 0), CancellationToken.None))
            {
                seen.Add(item);
                control.Break(new InvalidOperationException("no events any more"));
            }
        });

        Assert.Equal("no events any more", failed.Message);
        Assert.Equal("children", seen[0].EventType);
        Assert.Equal(0, hub.Watchers);
    }
}
