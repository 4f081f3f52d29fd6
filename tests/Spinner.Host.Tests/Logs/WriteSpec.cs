using Microsoft.Extensions.Logging.Abstractions;
using Spinner.Control.Contract;
using Spinner.Control.Logs;

namespace Spinner.Host.Tests.Logs;

public sealed class WriteSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task A_log_that_could_not_be_written_is_written_again()
    {
        var notes = new List<string>();
        // What stands in the way is a file where the directory belongs.
        await File.WriteAllTextAsync(_directory.PathOf("logs"), "");
        using var log = LogFacts.Create(_directory.PathOf("logs", "web.log"), 1000, 2, notes.Add);
        await log.WriteAsync("lost\n");
        await log.WriteAsync("lost too\n");
        Assert.Contains("cannot be written", Assert.Single(notes), StringComparison.Ordinal);

        File.Delete(_directory.PathOf("logs"));
        await log.WriteAsync("kept\n");
        await log.WriteAsync("kept too\n");

        Assert.Equal("kept\nkept too\n", LogFacts.Unstamped(_directory.PathOf("logs", "web.log")));
        Assert.Equal(2, notes.Count);
        Assert.Contains("2 lines", notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_removed_is_closed_and_forgotten_and_its_readers_get_the_end()
    {
        var logs = new ChildLogs(_directory.Path, new LogSizes(1024 * 1024, 2), isCompressed: false, null, NullLogger.Instance, TimeProvider.System);
        await logs.Of("gone").WriteAsync("last words\n");
        await logs.Of("stays").WriteAsync("hello\n");
        await logs.Of("stuck").WriteAsync("hello\n");
        await using var reader = LogReader.ReadAsync(logs.Of("gone"), new LogSelection { Tail = 10, Follow = true }, CancellationToken.None, CancellationToken.None)
            .GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());

        logs.Close(new ReloadReply([], ["gone", "stuck"], [], 1, [], new Dictionary<string, string> { ["stuck"] = "survives" }));

        Assert.False(await reader.MoveNextAsync());
        Assert.Equal(["stays", "stuck"], logs.Names.Order(StringComparer.Ordinal));
        Assert.True(File.Exists(_directory.PathOf("gone.log")));
    }

    public void Dispose() => _directory.Dispose();
}
