using System.Net.Sockets;
using System.Security.Authentication;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport;
using Akka.Remote.Transport.DotNetty;
using RemoteSettings = Spinner.Actors.Remote.Configuration.RemoteSettings;

namespace Spinner.Actors.Remote.Transport;

/// <summary>
/// Akka.Remote's TCP transport in an actor system of its own, <see cref="TransportSystem"/>. A connection that fails in the TLS handshake costs that
/// connection and nothing else, and is published as <see cref="PeerNotTrusted"/>.
/// </summary>
sealed class IsolatedTransport : Akka.Remote.Transport.Transport
{
    private static readonly string TcpTransport = $"{typeof(DotNettySslSetup).Namespace}.TcpTransport, Akka.Remote";

    // Of the handshake only what this node does itself is left when it has judged the certificate, or one answer.
    private static readonly TimeSpan EndOfHandshake = TimeSpan.FromSeconds(5);

    private readonly ActorSystem _isolated;
    private readonly Akka.Remote.Transport.Transport _tcp;
    private readonly DialedPeers _dialed;
    private readonly TimeProvider _clock;

    /// <summary>Akka.Remote makes it, once for each actor system.</summary>
    public IsolatedTransport(ActorSystem system, Config config)
    {
        System = system;
        Config = config;
        _dialed = system.Settings.Setup.Get<DialedPeers>().Value;
        _clock = system.Settings.Setup.Get<RemoteSettings>().Value.Clock;
        _isolated = TransportSystem.Create(system);
        _tcp = (Akka.Remote.Transport.Transport)Activator.CreateInstance(Type.GetType(TcpTransport, throwOnError: true)!, _isolated, config)!;
        SchemeIdentifier = _tcp.SchemeIdentifier;
        MaximumPayloadBytes = _tcp.MaximumPayloadBytes;
        system.RegisterOnTermination(() => _isolated.Terminate());
    }

    /// <inheritdoc/>
    public override async Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        try
        {
            return await _tcp.Listen().ConfigureAwait(false);
        }
        catch
        {
            await _isolated.Terminate().ConfigureAwait(false); // the embedder's does not come up
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool IsResponsibleFor(Address remote) => _tcp.IsResponsibleFor(remote);

    /// <inheritdoc/>
    public override async Task<AssociationHandle> Associate(Address remoteAddress)
    {
        var to = remoteAddress.ToString();
        var verdict = _dialed.Begin(to);
        try
        {
            var made = await ConnectAsync(remoteAddress, verdict).ConfigureAwait(false);
            return new DialedAssociation(made, why => Publish(remoteAddress, why));
        }
        catch (InvalidAssociationException failed) when (IsOfTls(failed))
        {
            var why = verdict.IsCompletedSuccessfully ? await verdict.ConfigureAwait(false) : null;
            Publish(remoteAddress, why is null ? $"the TLS handshake failed: {failed.GetBaseException().Message}" : $"its certificate is not trusted here: {why}");
            throw;
        }
        finally
        {
            _dialed.End(to);
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> Shutdown()
    {
        try
        {
            return await _tcp.Shutdown().ConfigureAwait(false);
        }
        finally
        {
            await _isolated.Terminate().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task<bool> ManagementCommand(object message) => _tcp.ManagementCommand(message);

    // A peer that closes the connection at the end of the handshake may do so before the transport has heard of that end; then it waits for ever.
    private async Task<AssociationHandle> ConnectAsync(Address peer, Task<string?> verdict)
    {
        var made = _tcp.Associate(peer);
        await Task.WhenAny(made, verdict).ConfigureAwait(false);
        if (made.IsCompleted || await verdict.ConfigureAwait(false) is not null) return await made.ConfigureAwait(false);
        try
        {
            return await made.WaitAsync(EndOfHandshake, _clock).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!made.IsCompleted)
        {
            _ = made.ContinueWith(
                late => late.Result.Disassociate("it is given up", Logging.GetLogger(System, this)), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            Publish(peer, DialedAssociation.Closed);
            throw new InvalidAssociationException($"The TLS handshake with {peer} did not end within {EndOfHandshake}.");
        }
    }

    private void Publish(Address peer, string why) =>
        System.EventStream.Publish(new PeerNotTrusted(peer.WithProtocol($"akka.{peer.Protocol}"), why));

    // A connection that was only lost on the way says nothing of certificates.
    private static bool IsOfTls(InvalidAssociationException failed) =>
        failed.InnerException is AuthenticationException
        || (failed.InnerException is not null && failed.GetBaseException() is not (IOException or SocketException));
}
