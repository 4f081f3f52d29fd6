using Serilog;
using Spinner.Host.Contract;
using Spinner.Host.Logs;
using Spinner.Host.Settings;

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
        await using var log = new ChildLog(_directory.PathOf("logs", "web.log"), 1000, 2, null, notes.Add);
        await log.WriteAsync("lost\n"u8.ToArray());
        await log.WriteAsync("lost too\n"u8.ToArray());
        Assert.Contains("cannot be written", Assert.Single(notes), StringComparison.Ordinal);

        File.Delete(_directory.PathOf("logs"));
        await log.WriteAsync("kept\n"u8.ToArray());
        await log.WriteAsync("kept too\n"u8.ToArray());

        Assert.Equal("kept\nkept too\n", await File.ReadAllTextAsync(_directory.PathOf("logs", "web.log")));
        Assert.Equal(2, notes.Count);
        Assert.Contains("14 bytes", notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_removed_is_closed_and_forgotten_and_its_readers_get_the_end()
    {
        var logs = new ChildLogs(_directory.Path, HostSettings.Defaults, null, Log.Logger);
        await logs.Of("gone").WriteAsync("last words\n"u8.ToArray());
        await logs.Of("stays").WriteAsync("hello\n"u8.ToArray());
        await logs.Of("stuck").WriteAsync("hello\n"u8.ToArray());
        await using var reader = LogReader.ReadAsync(logs.Of("gone"), 10, follow: true, CancellationToken.None, CancellationToken.None)
            .GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());

        logs.Close(new ReloadReply([], ["gone", "stuck"], [], 1, [], new Dictionary<string, string> { ["stuck"] = "survives" }));

        Assert.False(await reader.MoveNextAsync());
        Assert.Equal(["stays", "stuck"], logs.Names.Order(StringComparer.Ordinal));
        Assert.True(File.Exists(_directory.PathOf("gone.log")));
    }

    public void Dispose() => _directory.Dispose();
}
