using Spinner.Actors.Remote.Tests.Nodes;

namespace Spinner.Actors.Remote.Tests.Survival;

/// <summary>Readings of output over cut cables and restarted servers.</summary>
public class LostOutputSpec
{
    private const int Limit = 180_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static OutputReading Follow { get; } = new() { Follow = true };

    [Theory(Timeout = Limit)]
    [InlineData(3)]
    [InlineData(5000)]
    public async Task A_reading_over_a_cut_cable_gets_what_was_written_meanwhile_or_is_told_how_much_is_gone(int lines)
    {
        using var cable = new Cable();
        await using var server = new Node("server", o => o with { Port = cable.Inner, PublicPort = cable.Outer }).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await server.Spinner.StartAsync("web");
        server.Launcher.Last.WriteOutput("before");
        await using var output = client.Connect(server).ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        Assert.Equal("before", await output.LineAsync());
        var first = output.Current.Sequence;

        cable.Cut();
        for (var i = 0; i < lines; i++) server.Launcher.Last.WriteOutput($"{i:00000} some more words");
        await Eventually.HoldsAsync(() => client.Logged.Any(l => l.Contains("Lost", StringComparison.Ordinal)), "the client notices", Node.Limit);
        cable.Mend();
        var next = first;
        var missed = 0L;
        while (next < first + lines)
        {
            Assert.True(await output.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
            if (output.Current is OutputMissed gap) missed += gap.Lines!.Value;
            next += output.Current is OutputMissed { Lines: var lost } ? lost!.Value : 1;
            Assert.Equal(next, output.Current.Sequence);
        }

        Assert.Equal($"{lines - 1:00000} some more words", ((OutputLine)output.Current).Text);
        Assert.Equal(lines > 3, missed > 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_reading_goes_on_with_the_next_life_of_the_server_and_tells_the_gap()
    {
        var port = Dummy.FreeTcp().Port;
        var server = new Node("server", o => o with { Port = port }).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await server.Spinner.StartAsync("web");
        server.Launcher.Last.WriteOutput("old");
        await using var output = client.Connect(server).ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        Assert.Equal("old", await output.LineAsync());
        await server.System.Terminate();

        await using var next = new Node("server", o => o with { Port = port }).Serve();
        Assert.Null((await output.NextAsync<OutputMissed>()).Lines);
        await next.Spinner.StartAsync("web");
        next.Launcher.Last.WriteOutput("new");
        Assert.Equal("new", await output.LineAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_reading_of_a_child_the_next_life_of_the_server_does_not_have_says_so()
    {
        var port = Dummy.FreeTcp().Port;
        var server = new Node("server", o => o with { Port = port }).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await server.Spinner.StartAsync("web");
        server.Launcher.Last.WriteOutput("old");
        await using var output = client.Connect(server).ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        Assert.Equal("old", await output.LineAsync());
        await server.System.Terminate();

        await using var next = new Node("server", o => o with { Port = port }).Serve(o => o with { Children = [] });
        var gone = await Assert.ThrowsAsync<SpinnerRejectedException>(() => output.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
        Assert.Equal(SpinnerError.NoSuchChild, gone.Reason);
    }
}
