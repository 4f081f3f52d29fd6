using System.Text.Json;
using Spinner.Host.Display;

namespace Spinner.Host.Tests.Logs;

/// <summary>The output of several children together.</summary>
public class ManySpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Several_are_shown_with_their_names_and_all_when_none_is_named()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("web-1", "", "print", "one\u001b[31m red", "bind"), DaemonRun.Child("web-2", "", "print", "two", "bind"),
            DaemonRun.Child("a", "", "print", "three", "bind"));
        foreach (var name in new[] { "web-2", "a", "web-1" }) Assert.Equal(0, (await daemon.RunAsync("start", name)).Code);

        Assert.Equal(["web-2 | two", "a     | three", "web-1 | one red"], await LogsAsync());
        Assert.Equal(["web-2 | two", "a     | three"], await LogsAsync("a", "web-2"));
        Assert.Equal(["web-2 | two", "web-1 | one red"], await LogsAsync("web-*"));
        Assert.Equal(["web-2 | two"], await LogsAsync("web-*", "--grep", "^t.o$"));
        Assert.Equal(["three"], await LogsAsync("a"));
        Assert.Empty(await LogsAsync("a", "--grep", "x"));
        Assert.Equal(["web-1 | one\u001b[31m red"], await LogsAsync("web-1", "web-2", "--raw", "--grep", "red"));
        using (var line = JsonDocument.Parse(Assert.Single(await LogsAsync("-o", "jsonl", "--grep", "three"))))
        {
            var (view, number) = (line.RootElement, line.RootElement.GetProperty("number").GetInt64());
            Assert.Equal(("a", "three", "out", true), (Text("name"), Text("line"), Text("stream"), number > 0));
            Assert.InRange(view.GetProperty("time").GetDateTimeOffset(), DateTimeOffset.UnixEpoch.AddYears(50), TimeProvider.System.GetUtcNow().AddMinutes(1));

            string? Text(string key) => view.GetProperty(key).GetString();
        }

        Assert.Empty(await LogsAsync("--err"));
        Assert.Empty(await LogsAsync("--since", "0s"));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} three$", Assert.Single(await LogsAsync("a", "--since", "1h", "--timestamps")));

        Assert.Equal(4, (await daemon.RunAsync("logs", "a", "nobody")).Code);
        Assert.Equal(4, (await daemon.RunAsync("logs", "x*")).Code);
        Assert.Equal(2, (await daemon.RunAsync("logs", "--grep", "(")).Code);
        Assert.Equal(2, (await daemon.RunAsync("logs", "--since", "yesterday")).Code);

        async Task<string[]> LogsAsync(params string[] args)
        {
            var (code, output, error) = await daemon.RunAsync(["logs", .. args]);
            Assert.Equal((0, ""), (code, error));
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.Contains("istening", StringComparison.Ordinal))];
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task They_are_followed_together_and_end_with_the_daemon()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("a", "", "print", "from a", "bind"), DaemonRun.Child("b", "", "print", "from b", "bind"));
        using var follow = SpinnerProcess.Start(daemon.Environment, "logs", "--socket", daemon.Socket, "-f", "a", "b");

        await daemon.DoAsync("start", "b");
        await Eventually.HoldsAsync(() => follow.Out.Contains("b | from b", StringComparison.Ordinal), "b is followed", TimeSpan.FromSeconds(60));
        await daemon.DoAsync("start", "a");
        await Eventually.HoldsAsync(() => follow.Out.Contains("a | from a", StringComparison.Ordinal), "a is followed", TimeSpan.FromSeconds(60));

        Assert.Equal(0, await daemon.EndAsync());
        Assert.Equal(0, await follow.EndAsync());
    }

    [Fact]
    public void Names_are_as_wide_as_the_longest_and_each_has_a_colour_of_its_own()
    {
        var prefixes = new NamePrefixes(["a", "bbb", "a\u001b[0m"], isColoured: true);
        Assert.StartsWith("\u001b[36mbbb", prefixes.Of("bbb"), StringComparison.Ordinal);
        Assert.StartsWith("\u001b[33ma  ", prefixes.Of("a"), StringComparison.Ordinal);
        Assert.Equal(prefixes.Of("bbb"), prefixes.Of("bbb"));
        Assert.Equal(2, prefixes.Of("a\u001b[0m").Count(c => c == '\u001b'));
        Assert.Equal("a   | ", new NamePrefixes(["a", "bbb"], isColoured: false).Of("a"));
    }
}
