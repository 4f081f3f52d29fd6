using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Serilog;

namespace Spinner.Host.Daemon;

/// <summary>
/// Tells the service manager how it goes, where one wants to hear it; see sd_notify(3). That is a courtesy: whatever becomes of its socket holds up
/// nothing of ours and ends nothing. Safe for concurrent use.
/// </summary>
sealed class ServiceManager : IAsyncDisposable
{
    public const string Variable = "NOTIFY_SOCKET";

    // What is older than so many is not worth telling any more.
    private const int MaxUntold = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly Channel<string> _untold = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxUntold) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _end = new();
    private readonly string? _socket;
    private readonly TimeProvider _clock;
    private volatile ILogger? _log;
    private Task _telling = Task.CompletedTask;

    private ServiceManager(string? socket, TimeProvider clock) => (_socket, _clock) = (socket, clock);

    /// <summary>
    /// Takes what the service manager left in our environment. It waits for our word, not for that of a child that would inherit it.
    /// </summary>
    public static ServiceManager FromEnvironment(TimeProvider clock)
    {
        var socket = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        return Tell(string.IsNullOrEmpty(socket) ? null : socket, clock);
    }

    /// <summary>One at a path, or at a name of abstract sockets behind an <c>@</c>; null: there is none.</summary>
    public static ServiceManager Tell(string? socket, TimeProvider clock)
    {
        var manager = new ServiceManager(socket, clock);
        if (socket is not null) manager._telling = Task.Run(manager.SendAllAsync);
        return manager;
    }

    /// <summary>Says, once, where it cannot be told.</summary>
    public void LogTo(ILogger log) => _log = log;

    /// <summary>The API can be asked; a reload is done, or was refused.</summary>
    public void Ready() => Tell("READY=1");

    /// <summary>A reload has begun.</summary>
    public void Reloading()
    {
        // The clock of the system since its start, in microseconds: systemd compares it with the moment it sent SIGHUP.
        var now = _clock.GetElapsedTime(0).TotalMicroseconds;
        Tell(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={now:0}"));
    }

    /// <summary>The end has begun; nothing is told after it.</summary>
    public void Stopping()
    {
        Tell("STOPPING=1");
        _untold.Writer.TryComplete();
    }

    /// <summary>Waits a moment until it has been told.</summary>
    public async ValueTask DisposeAsync()
    {
        _untold.Writer.TryComplete();
        await _telling.WaitAsync(Farewell, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private void Tell(string state) => _untold.Writer.TryWrite(state);

    private async Task SendAllAsync()
    {
        var wasRefused = false;
        await foreach (var state in _untold.Reader.ReadAllAsync(_end.Token))
        {
            var refusal = await SendAsync(Encoding.UTF8.GetBytes(state));
            if (refusal is not null && !wasRefused) _log?.Warning("The service manager at {Socket} cannot be told: {Reason}", _socket, refusal);
            wasRefused = refusal is not null;
        }
    }

    /// <returns>Why it was refused; null when it was not.</returns>
    private async Task<string?> SendAsync(byte[] state)
    {
        while (true)
        {
            try
            {
                if (!_socket!.StartsWith('/') && !_socket.StartsWith('@')) return "it is neither an absolute path nor an abstract name";
                using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
                socket.SendTo(state, new UnixDomainSocketEndPoint(_socket.StartsWith('@') ? '\0' + _socket[1..] : _socket));
                return null;
            }
            catch (SocketException full) when (full.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
            {
                // It does not read at the moment.
                await Task.Delay(Pause, _clock, _end.Token);
            }
            catch (Exception refused) when (refused is SocketException or ArgumentException)
            {
                return refused.Message;
            }
        }
    }
}
