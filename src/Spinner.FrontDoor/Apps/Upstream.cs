using System.Net.Sockets;
using System.Net;
using System.Text;
using Spinner.Actors;
using Spinner.FrontDoor.Connections;
using Spinner.FrontDoor.Forwarding.Http1;

namespace Spinner.FrontDoor;

/// <summary>What every way into a launch is made with.</summary>
sealed record UpstreamSettings(int MaxAnswerHead, TimeProvider Clock);

/// <summary>
/// The way into one launch: its own connections, which end with it. Retired, it takes nobody new and is disposed by the last that leaves.
/// </summary>
sealed class Upstream
{
    private const long Retired = long.MinValue;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _clock;
    private readonly ChildEndpoint _endpoint;
    private readonly Lazy<HttpMessageInvoker> _invoker;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _inFlight; // plus Retired, which makes it negative

    public Upstream(ChildEndpoint endpoint, int launch, UpstreamSettings settings)
    {
        _endpoint = endpoint;
        _clock = settings.Clock;
        Launch = launch;
        MaxAnswerHead = settings.MaxAnswerHead;
        Idle = new ConnectionPool(settings.Clock);
        _invoker = new(() => new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = (settings.MaxAnswerHead + 1023) / 1024,
            ConnectTimeout = ConnectTimeout,
            // Every byte of a header passes as it came; the default refuses what is not ASCII.
            RequestHeaderEncodingSelector = SentOnce.EncodingOf,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ConnectCallback = (_, token) => ConnectAsync(token),
        }));
    }

    public int Launch { get; }

    /// <summary>The door's own connections that nobody uses.</summary>
    public ConnectionPool Idle { get; }

    public int MaxAnswerHead { get; }

    /// <summary>What it listens on is still there; a port always is.</summary>
    public bool Exists => _endpoint is not UnixEndpoint unix || File.Exists(unix.Path);

    /// <summary>.NET's HTTP client, made for the first that needs it.</summary>
    public HttpMessageInvoker Invoker => _invoker.Value;

    /// <summary>Completes when the launch has ended or was replaced.</summary>
    public Task Ended => _ended.Task;

    public bool LeadsTo(ChildEndpoint endpoint, int launch) => launch == Launch && (ReferenceEquals(endpoint, _endpoint) || endpoint.Equals(_endpoint));

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) > 0) return true;
        Leave();
        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == Retired) Close();
    }

    /// <summary>Called once.</summary>
    public void Retire()
    {
        _ended.TrySetResult();
        if (Interlocked.Add(ref _inFlight, Retired) == Retired) Close();
    }

    private void Close()
    {
        Idle.Dispose();
        if (_invoker.IsValueCreated) Invoker.Dispose();
    }

    /// <summary>Opens another; the caller closes it.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await _endpoint.ConnectAsync(cancellationToken);
            }
            catch (SocketException busy) when (busy.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
            {
                // connect(2): a unix socket whose backlog is full answers EAGAIN at once; nothing tells when it takes more.
                await Task.Delay(pause, _clock, cancellationToken);
            }
        }
    }
}
