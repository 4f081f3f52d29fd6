using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Http;
using Spinner.Control.Routes;
using Spinner.FrontDoor.Server;
using Spinner.Host.Settings;
using Spinner.Host.Sockets;
using Spinner.Processes;

namespace Spinner.Host.Server;

/// <summary>Kestrel with the control API: on the unix socket, and over TCP when there are tokens for it.</summary>
static partial class ControlServer
{
    // Bounds against callers who send much, or nothing for long.
    private const int MaxBody = 256 * 1024;
    private const int MaxHeaders = 32 * 1024;
    private const int MaxRequestLine = 8 * 1024;
    private const int MaxConnections = 16 * 1024;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);

    /// <exception cref="DaemonException">The certificate cannot be read.</exception>
    public static WebApplication Build(ControlSocket socket, HostOptions options, Callers callers, ILoggerFactory logs, TimeProvider clock)
    {
        // Empty: no settings file of the working directory and no variable says where this listens. Nor is that directory
        // looked at, which may be gone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ControlPipeline.AddTo(builder.Services, logs, clock);
        builder.Services.AddOpenApi(Description.Describe);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, socket, options, Refused(logs, clock)));
        builder.WebHost.UseSockets(sockets =>
        {
            // Who connects to a unix socket whose queue is full is not held up, but refused. The system has a bound of its own.
            sockets.Backlog = MaxConnections;
            sockets.CreateBoundListenSocket = BindTcp;
        });
        // Asked before the one of TCP, as it is added later.
        builder.Services.AddSingleton(socket).AddSingleton<ControlTransport>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(all => all.GetRequiredService<ControlTransport>());

        builder.Services.AddSingleton<DiagnosticSource>(new ServerRefusals(Problems.OfServer));

        var app = builder.Build();
        ControlPipeline.Use(app, callers);
        app.MapOpenApi("/openapi.json").WithMetadata(new NeededRole(Role.Observe));
        return app;
    }

    private static ThrottledReport Refused(ILoggerFactory logs, TimeProvider clock)
    {
        var log = logs.CreateLogger(nameof(ControlServer));
        return new ThrottledReport((count, bound) => LogRefused(log, count, bound), clock);
    }

    private static void Configure(KestrelServerOptions kestrel, ControlSocket socket, HostOptions options, ThrottledReport refused)
    {
        kestrel.AddServerHeader = false;
        // Kestrel's own would take +2 for a length.
        kestrel.RequestHeaderEncodingSelector = header => header == "Content-Length" ? StrictHeaders.EncodingOf(header) : null;
        kestrel.Limits.MaxRequestBodySize = MaxBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaders;
        kestrel.Limits.MaxRequestLineSize = MaxRequestLine;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = KeepAlive;
        // Who reads a log slowly reads all of it. Slow senders are another matter: heads have a limit above, bodies Kestrel's own.
        kestrel.Limits.MinResponseDataRate = null;
        // Who can use the socket is us; who comes over TCP need show nothing to connect. Each has its own share, and the socket the last word.
        var own = new ConnectionBound(ConnectionBound.Share(MaxConnections), Descriptors.Reserve / 2, refused);
        kestrel.ListenUnixSocket(socket.Path, listener => listener.Use(own.Then));
        if (options.Listen is null) return;
        var certificate = options.Certificate is null ? null : ReadCertificate(options);
        var others = new ConnectionBound(ConnectionBound.Share(MaxConnections), 2 * Descriptors.Reserve, refused);
        kestrel.Listen(IPEndPoint.Parse(options.Listen), listener =>
        {
            listener.Use(others.Then);
            if (certificate is not null) listener.UseHttps(certificate);
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} connections to the control API were closed, the bound is {Bound}")]
    private static partial void LogRefused(ILogger log, long count, string bound);

    private static Socket BindTcp(EndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(endpoint);
        return socket;
    }

    private static X509Certificate2 ReadCertificate(HostOptions options)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(options.Certificate!, options.CertificateKey);
        }
        catch (Exception unreadable) when (unreadable is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new DaemonException(
                $"The certificate '{options.Certificate}' with the key '{options.CertificateKey}' cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
