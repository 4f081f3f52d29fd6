using System.Net.Sockets;
using System.Text;
using CsCheck;

namespace Spinner.FrontDoor.Tests.Properties;

/// <summary>
/// The door's own forwarder beside YARP's: the same requests, the same answers, cut and spoiled in the same places. What child and client see is the
/// same, but for what stands here with its reason. Not generated, because .NET's client can say it in one way only: <c>Content-Type</c> without a body
/// (it passes, RFC 9110, 8.3), a percent sign alone in a target (it passes as it was sent), a header on several lines (they stay so, 5.3),
/// trailers of an answer (they pass, 6.5), interim answers (they pass, 15.2).
/// </summary>
public class DifferenceSpec : SocketSpecs
{
    private static readonly int Cases = StressRun.IsOn ? 1_000_000 : 10_000;

    /// <summary>What is no answer to the door's own forwarder, and by which paragraph; .NET's client takes some of them.</summary>
    private static readonly Dictionary<Fault, string> Refused = new()
    {
        [Fault.Folded] = "RFC 9112, 5.2: a gateway discards the answer, 502, or unfolds it",
        [Fault.TwoEqualLengths] = "RFC 9112, 6.3: may be taken for one, or refused",
        [Fault.TwoLengths] = "RFC 9112, 6.3: 502",
        [Fault.LengthAndChunks] = "RFC 9112, 6.3: ought to be handled as an error",
        [Fault.CodingBefore] = "RFC 9112, 6.1: a coding nobody asked for with TE",
        [Fault.OldChunks] = "RFC 9112, 6.1: the framing of such an answer is faulty",
        [Fault.ShortStatus] = "RFC 9110, 15: 100 to 599",
        [Fault.ControlCharacter] = "RFC 9110, 5.5: invalid",
        [Fault.NoColon] = "RFC 9112, 5: no field line",
        [Fault.Garbage] = "RFC 9112, 4: no status line",
    };

    /// <summary>What breaks in its body.</summary>
    private static readonly Dictionary<Fault, string> Broken = new()
    {
        [Fault.LineFeedInChunks] = "RFC 9112, 7.1: a line of chunks ends with CR LF",
        [Fault.BadChunkSize] = "RFC 9112, 7.1: a size is hexadecimal",
        [Fault.CutOff] = "RFC 9112, 8: incomplete",
    };

    private Exchange _exchange = null!;
    private string _asked = "";

    [Fact]
    public async Task Both_forwarders_tell_child_and_client_the_same()
    {
        Child.Answer = AnswerAsync;
        await Spinner.StartAsync("web");
        var options = new FrontDoorOptions { Listen = ["http://127.0.0.1:0"], Defaults = new() { Retry = false } };
        await using var own = await FrontDoorServer.StartAsync(Spinner, options);
        await using var yarp = await FrontDoorServer.StartAsync(new Door(Spinner, options, null, hasServer: true, usesYarp: true), null, default);
        using var ours = new Caller(new Uri(own.Addresses[0]));
        using var theirs = new Caller(new Uri(yarp.Addresses[0]));
        await Task.Run(() => Exchange.Any.Sample(exchange => Compare(exchange, ours, theirs).GetAwaiter().GetResult(), iter: Cases, threads: 1));
    }

    private async Task Compare(Exchange exchange, Caller own, Caller yarp)
    {
        _exchange = exchange;
        var (ours, asked) = await AskAsync(own);
        var fault = exchange.Answer.Status is 204 or 304 || exchange.Method == "HEAD" ? WithoutBody(exchange.Answer) : exchange.Answer.Fault;
        if (Refused.ContainsKey(fault))
        {
            Assert.True(ours.IsBadGateway, ours.First);
            return;
        }

        if (Broken.ContainsKey(fault) && !IsCutInItsHead(exchange.Answer))
        {
            Assert.False(ours.IsWhole);
            return;
        }

        var (theirs, theirAsked) = await AskAsync(yarp);
        // .NET's client gives up an answer whose connection closes while it still ends the body (RFC 9112, 9.6: it ought to read it).
        if (theirs.IsBadGateway && exchange.Body is not null && !exchange.Answer.EndsByItself) return;
        Assert.Equal(theirAsked, asked);
        Assert.Equal(theirs.IsWhole, ours.IsWhole);
        // How much of an answer has come when it is broken off is a matter of time, its head too.
        if (ours.IsWhole) Assert.Equal((theirs.First, theirs.Fields, theirs.Body), (ours.First, ours.Fields, ours.Body));
    }

    private static bool IsCutInItsHead(Answer answer) => answer is { Fault: Fault.CutOff, Body: "" };

    // Where no body follows, none can be broken.
    private static Fault WithoutBody(Answer answer) => Broken.ContainsKey(answer.Fault) ? Fault.None
        : answer is { Status: 204, Fault: Fault.CodingBefore or Fault.OldChunks or Fault.TwoEqualLengths or Fault.TwoLengths or Fault.LengthAndChunks } ? Fault.None : answer.Fault;

    private async Task<(Seen Answer, Seen Asked)> AskAsync(Caller door)
    {
        var seen = await AskOnceAsync(door);
        // The child closes after an answer that did not say so: the next request may meet that end, and without retry it is 502.
        return seen.Answer.IsBadGateway && _asked.Length == 0 ? await AskOnceAsync(door) : seen;
    }

    private async Task<(Seen Answer, Seen Asked)> AskOnceAsync(Caller door)
    {
        _asked = "";
        var (answer, hasBody) = await door.AskAsync(_exchange.Pieces(_exchange.ToRequest("web.localhost")), _exchange.Method == "HEAD");
        return (Seen.Of(answer, hasBody), Seen.Of(_asked, hasBody: _exchange.Body is not null));
    }

    private async Task<bool> AnswerAsync(string head, NetworkStream connection)
    {
        var body = new StringBuilder();
        var isChunked = head.Contains("\r\nTransfer-Encoding: chunked\r\n", StringComparison.OrdinalIgnoreCase);
        var buffer = new byte[4096];
        while (_exchange.Body is { } wanted && (isChunked ? !body.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal) : body.Length < wanted.Length))
        {
            var count = await connection.ReadAsync(buffer);
            if (count == 0) return false;
            body.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        _asked = head + body;
        foreach (var piece in _exchange.Pieces(_exchange.Answer.ToString())) await connection.WriteAsync(Encoding.Latin1.GetBytes(piece));
        return _exchange.Answer is { Fault: Fault.None, EndsByItself: true };
    }
}
