using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Processes;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>What children write, read on another node.</summary>
public class OutputSpec
{
    private const int Limit = 120_000;

    private static OutputReading Follow { get; } = new() { Follow = true };

    [Fact(Timeout = Limit)]
    public async Task Output_is_read_as_here_by_who_may_observe()
    {
        await using var server = new Node("server", o => o with { LoopbackRole = RemoteRole.Observe }).Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await server.Spinner.StartAsync("web");
        server.Launcher.Last.WriteOutput("one");
        server.Launcher.Last.WriteError("ouch");
        Assert.Equal(await AllAsync(server.Spinner), await AllAsync(remote));
        Assert.Equal(["ouch"], (await AllAsync(remote, new OutputReading { Last = 1 })).Cast<OutputLine>().Select(l => l.Text));

        await using var lines = remote.ReadOutputAsync("web", new OutputReading { Follow = true, Last = 0 }).GetAsyncEnumerator();
        var next = lines.LineAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => next.WaitAsync(TimeSpan.FromMilliseconds(300)));
        server.Launcher.Last.WriteOutput("two");
        Assert.Equal("two", await next);
        Assert.Empty(server.Audited); // as everything that only looks
    }

    [Fact(Timeout = Limit)]
    public async Task Nobody_has_no_output()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var unknown = await Assert.ThrowsAsync<SpinnerRejectedException>(() => AllAsync(client.Connect(server), child: "nobody"));
        Assert.Equal(SpinnerError.NoSuchChild, unknown.Reason);
    }

    [Fact(Timeout = Limit)]
    public async Task The_longest_lines_fit_into_the_smallest_messages()
    {
        await using var server = new Node("server", o => o with { MaxMessage = 128 * 1024 })
            .Serve(o => o with { Defaults = new() { OutputBuffer = 1024 * 1024 } });
        await using var client = new Node("client", o => o with { MaxMessage = 128 * 1024 });
        await server.Spinner.StartAsync("web");
        var written = Enumerable.Range(0, 10).Select(i => new string((char)(0x41 + i), 64 * 1024)).ToList();
        written.ForEach(server.Launcher.Last.WriteOutput);
        for (var i = 0; i < 500; i++)
        {
            // As many changes of the stream as there can be.
            server.Launcher.Last.WriteError("");
            server.Launcher.Last.WriteOutput("");
        }

        var read = await AllAsync(client.Connect(server));
        Assert.Equal(written, read.Take(10).Cast<OutputLine>().Select(l => l.Text));
        Assert.Equal(1010, read.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task A_client_that_reads_nothing_is_sent_no_more_than_its_window()
    {
        await using var server = new Node("server").Serve();
        await using var slow = new HostileNode("slow");
        slow.Say(server, Forged.Of(new Hello(1)));
        var session = (await slow.HearAsync<Welcome>()).Session;
        var pages = new List<OutputPage>();
        await server.Spinner.StartAsync("web");
        Say(1, new ReadOutput("web", Follow));
        for (var page = 0; page < 5; page++)
        {
            for (var line = 0; line < 600; line++) server.Launcher.Last.WriteOutput(new string('x', 100));
            await HearAsync(until: 2 + page);
        }

        Say(8, new Took(1, int.MaxValue));
        Say(9, new Took(1, -1)); // nobody grants more than was sent, or less than nothing
        await HearAsync(until: 10);
        // Where it begins, some lines, and what its relay had in hand when the window was full.
        Assert.Equal(OutputRelay.Window, pages.Count);
        Say(11, new Took(1, 1));
        await HearAsync(until: 12, andPages: OutputRelay.Window + 1);
        var rest = await AllAsync(server.Spinner, new OutputReading { After = pages[^1].First - 1 + pages[^1].Items().Count(i => i is OutputLine) });
        Assert.Equal(3000, Lines(pages.SelectMany(p => p.Items())) + Lines(rest));

        void Say(long number, object question) => slow.Say(server, Forged.Of(
            new Call(session, number, WireCatalogue.Questions.ManifestOf(question), WireCatalogue.Questions.Write(question))));

        async Task HearAsync(long until, int andPages = 0)
        {
            Say(until, new Ping());
            var answered = false;
            while (!answered || pages.Count < andPages)
            {
                var answer = await slow.HearAsync<Answer>();
                var read = WireCatalogue.Answers.Read(answer.Kind, answer.Body);
                if (read is OutputPage page) pages.Add(page);
                else answered |= answer.To == until;
            }
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_session_reads_a_bounded_number_of_outputs()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await server.Spinner.StartAsync("web");
        server.Launcher.Last.WriteOutput("hello");
        var open = new List<IAsyncEnumerator<ChildOutput>>();
        for (var i = 0; i < OutputRelay.MaxReadings; i++)
        {
            open.Add(remote.ReadOutputAsync("web", Follow).GetAsyncEnumerator());
            await open[^1].LineAsync();
        }

        Assert.Equal(RemoteFailure.Busy, await AllAsync(remote).RefusedAsync());
        await Task.WhenAll(open.Select(o => o.DisposeAsync().AsTask()));
        await RemoteCalls.UntilAsync(async () => await RoomAsync(remote));
    }

    [Fact(Timeout = Limit)]
    public async Task Following_ends_when_the_child_is_removed_and_when_the_reader_is_disposed()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await server.Spinner.StartAsync("web");
        server.Launcher.Last.WriteOutput("one");
        await using var lines = remote.ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        await using var others = remote.ReadOutputAsync("web", Follow).GetAsyncEnumerator();
        Assert.Equal("one", await lines.LineAsync());
        Assert.Equal("one", await others.LineAsync());
        await server.Spinner.RemoveAsync("web");
        Assert.False(await lines.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
        await remote.DisposeAsync();
        Assert.False(await others.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
    }

    private static long Lines(IEnumerable<ChildOutput> items) => items.Sum(i => i is OutputMissed missed ? missed.Lines!.Value : 1);

    // The ends of the readings are on their way.
    private static async Task<bool> RoomAsync(ISpinner remote)
    {
        try
        {
            return (await AllAsync(remote)).Count == 1;
        }
        catch (RemoteSpinnerException busy) when (busy.Reason == RemoteFailure.Busy)
        {
            return false;
        }
    }

    internal static async Task<List<ChildOutput>> AllAsync(ISpinner spinner, OutputReading? reading = null, string child = "web")
    {
        var all = new List<ChildOutput>();
        await foreach (var next in spinner.ReadOutputAsync(child, reading)) all.Add(next);
        return all;
    }
}
