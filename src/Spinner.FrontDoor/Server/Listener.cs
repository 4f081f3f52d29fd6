using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Spinner.FrontDoor.Configuration;

namespace Spinner.FrontDoor.Server;

/// <summary>How the server listens, and what it takes from strangers.</summary>
static class Listener
{
    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    /// <param name="kestrel">The server.</param>
    /// <param name="door">What it is the server of.</param>
    /// <param name="refused">Is told of connections that are one too many; null: nobody is.</param>
    public static void Configure(KestrelServerOptions kestrel, Door door, ThrottledReport? refused = null)
    {
        var options = door.Options;
        kestrel.AddServerHeader = false;
        kestrel.RequestHeaderEncodingSelector = StrictHeaders.EncodingOf;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = null;
        // How slowly a body may come or go is the child's affair: Kestrel would cut what is below 240 bytes/s. Slow heads have a limit of their own.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.AllowHostHeaderOverride = true;
        HeadLimits.Set(kestrel.Limits, options.MaxRequestHead!.Value);
        kestrel.Limits.RequestHeadersTimeout = options.RequestHeadTimeout!.Value;
        kestrel.Limits.Http2.KeepAlivePingDelay = options.PeerProbe!.Value;
        var limit = ConnectionLimit.Of(options.Clock, refused);
        foreach (var text in options.Listen!) Listen(kestrel, Address(text), door, limit);
    }

    private static ListenAddress Address(string text) =>
        ListenAddress.TryParse(text, out var address) ? address : throw new InvalidOperationException($"'{text}' was checked before and is no address.");

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address, Door door, ConnectionLimit limit)
    {
        switch (address.Host)
        {
            case "localhost": kestrel.ListenLocalhost(address.Port, Configure); break;
            case "*": kestrel.ListenAnyIP(address.Port, Configure); break;
            default: kestrel.Listen(IPAddress.Parse(address.Host), address.Port, Configure); break;
        }

        void Configure(ListenOptions listen)
        {
            listen.Protocols = address.Scheme switch
            {
                "h2c" => HttpProtocols.Http2,
                "https" => HttpProtocols.Http1AndHttp2,
                _ => HttpProtocols.Http1,
            };
            // Before TLS: who is one too many costs nothing more.
            listen.Use(limit.Then);
            if (address.Scheme == "https") listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = hello => CertificateFor(hello.ClientHelloInfo.ServerName, door) });
        }
    }

    /// <summary>Looked up for every connection: a reload brings new certificates without a new listener.</summary>
    private static ValueTask<SslServerAuthenticationOptions> CertificateFor(string host, Door door) => door.Certificates.Find(host) is { } certificate
        ? ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate, ApplicationProtocols = Protocols })
        : throw new AuthenticationException($"There is no certificate for '{host}' in front-door.certificates.");
}
