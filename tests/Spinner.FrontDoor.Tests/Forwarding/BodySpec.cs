using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spinner.FrontDoor.Tests.Forwarding;

/// <summary>Bodies that are long, and sides that do not read them.</summary>
public class BodySpec : SocketSpecs
{
    private const int MiB = 1024 * 1024;
    private const long Length = 200 * MiB;

    // What sockets and pipes may hold on the way, and far less than the body.
    private const long OnTheWay = 24 * MiB;

    [Fact(Timeout = Limit)]
    public async Task A_child_that_does_not_take_a_body_is_504()
    {
        var never = new TaskCompletionSource();
        Child.Answer = async (_, _) =>
        {
            await never.Task;
            return false;
        };
        var client = ClientOf(await OpenAsync(new FrontDoorOptions { Clock = Clock }));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[50 * MiB]) };
        request.Headers.ExpectContinue = false;
        var answer = client.SendAsync(request);

        await Eventually.HoldsAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return answer.IsCompleted;
        }, "it was answered");

        using var late = await answer;
        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        Assert.Contains("did not begin an answer within 60 s", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact(Timeout = Limit)]
    public async Task Of_an_upload_the_door_keeps_no_more_than_what_is_on_the_way()
    {
        var body = new Counted(Length);
        long taken = 0, most = 0;
        Child.Answer = async (_, connection) =>
        {
            var piece = new byte[MiB];
            while (taken < Length)
            {
                most = Math.Max(most, body.Made - taken);
                taken += await connection.ReadAsync(piece.AsMemory(0, (int)Math.Min(MiB, Length - taken)));
            }

            return await SocketChild.SendAsync(connection, "taken");
        };
        var client = ClientOf(await OpenAsync());
        using var content = new StreamContent(body, 64 * 1024);
        content.Headers.ContentLength = Length;

        using var answer = await client.PostAsync(new Uri("/", UriKind.Relative), content);

        Assert.Equal("taken", await answer.Content.ReadAsStringAsync());
        Assert.Equal(Length, body.Made);
        Assert.InRange(most, 0, OnTheWay);
    }

    [Fact(Timeout = Limit)]
    public async Task Of_a_download_the_door_keeps_no_more_than_what_is_on_the_way()
    {
        long sent = 0, got = 0, most = 0;
        Child.Answer = async (_, connection) =>
        {
            await connection.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Length}\r\n\r\n"));
            for (var piece = new byte[MiB]; sent < Length; sent += MiB) await connection.WriteAsync(piece);
            return true;
        };
        var client = ClientOf(await OpenAsync());

        await using var download = await client.GetStreamAsync(new Uri("/", UriKind.Relative));
        var buffer = new byte[MiB];
        for (var count = 1; count > 0; got += count)
        {
            most = Math.Max(most, Interlocked.Read(ref sent) - got);
            count = await download.ReadAsync(buffer);
        }

        Assert.Equal(Length, got);
        Assert.InRange(most, 0, OnTheWay);
    }

    [Fact(Timeout = Limit)]
    public async Task A_child_that_refuses_what_expects_100_continue_spares_the_client_the_body()
    {
        Child.Answer = (_, connection) => SocketChild.SendAsync(connection, "too long", status: "413 Content Too Large");
        var door = await OpenAsync();
        var answer = await RawHttp.SendAsync(door,
            "POST / HTTP/1.1\r\nHost: web.localhost\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\nConnection: close\r\n\r\n", headOnly: true);
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Single(Child.Heads);
    }

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_child_that_closes_in_the_middle_of_a_body_is_502_in_words_unless_it_has_answered(bool answers)
    {
        Child.Answer = async (_, connection) => answers && !await SocketChild.SendAsync(connection, "too long", status: "413 Content Too Large");
        var door = await OpenAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(door.Host, door.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("POST / HTTP/1.1\r\nHost: web.localhost\r\nContent-Length: 100000000\r\n\r\n"u8.ToArray());
        var piece = new byte[64 * 1024];
        var answer = new byte[1000];
        var head = stream.ReadAsync(answer).AsTask();
        try
        {
            while (!head.IsCompleted) await stream.WriteAsync(piece);
        }
        catch (IOException)
        {
            // Answered and closed: no more is taken.
        }

        var text = Encoding.ASCII.GetString(answer, 0, await head);
        Assert.StartsWith(answers ? "HTTP/1.1 413" : "HTTP/1.1 502", text, StringComparison.Ordinal);
        Assert.Contains(answers ? "too long" : "Cache-Control: no-store", text, StringComparison.Ordinal);
    }

    /// <summary>Zeros, and how many of them were asked for.</summary>
    private sealed class Counted(long length) : Stream
    {
        private long _made;

        public long Made => Interlocked.Read(ref _made);

        public override int Read(byte[] buffer, int offset, int count)
        {
            var made = (int)Math.Min(count, length - _made);
            Interlocked.Add(ref _made, made);
            return made;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
