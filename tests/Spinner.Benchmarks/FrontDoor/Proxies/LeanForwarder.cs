using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;

namespace Spinner.Benchmarks.FrontDoor.Proxies;

/// <summary>
/// What a leaner forwarder could gain at most: sockets and bytes, no message objects. It knows only what the benchmark sends: requests without a
/// body, answers with a Content-Length that fit in its buffer. No time-outs, no retries, no streams.
/// </summary>
internal sealed class LeanForwarder(ChildEndpoint child) : IAsyncDisposable
{
    private readonly ConcurrentBag<Line> _idle = [];

    public static async Task<IProxy> StartAsync(ChildEndpoint child, bool inline)
    {
        var lean = new LeanForwarder(child);
        return await KestrelProxy.StartAsync(inline, lean, lean.AnswerAsync);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in _idle) await line.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!_idle.TryTake(out var line)) line = new Line((NetworkStream)await child.ConnectAsync(context.RequestAborted));
        await line.AskAsync(context);
        _idle.Add(line);
    }

    /// <summary>One connection to the child.</summary>
    private sealed class Line(NetworkStream stream) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[16 * 1024];

        public async Task AskAsync(HttpContext context)
        {
            await stream.WriteAsync(_buffer.AsMemory(0, WriteRequest(context.Request)));
            int got = 0, end;
            do
            {
                var read = await stream.ReadAsync(_buffer.AsMemory(got));
                if (read == 0) throw new IOException("The child has closed the connection.");
                got += read;
                end = _buffer.AsSpan(0, got).IndexOf("\r\n\r\n"u8);
            }
            while (end < 0);
            AnswerHead.Read(_buffer.AsSpan(0, end + 2), context.Response);
            var whole = end + 4 + (int)context.Response.ContentLength!.Value;
            while (got < whole) got += await stream.ReadAsync(_buffer.AsMemory(got));
            await context.Response.BodyWriter.WriteAsync(_buffer.AsMemory(end + 4, whole - end - 4));
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();

        private int WriteRequest(HttpRequest request)
        {
            var length = 0;
            Write(request.Method, " ", request.Path.Value, request.QueryString.Value, " HTTP/1.1\r\n");
            foreach (var (name, values) in request.Headers) Write(name, ": ", values.ToString(), "\r\n");
            Write("\r\n");
            return length;

            void Write(params ReadOnlySpan<string?> texts)
            {
                foreach (var text in texts) length += Encoding.Latin1.GetBytes(text, _buffer.AsSpan(length));
            }
        }
    }
}
