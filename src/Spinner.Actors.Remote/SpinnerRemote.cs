using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Client;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Remote.Transport;

namespace Spinner.Actors.Remote;

/// <summary>
/// Remote control of spinners over Akka.Remote. A server makes its actor system with
/// <see cref="Setup"/>, a client with <see cref="ClientSetup"/>; such a system speaks nothing
/// but the spinner's protocol over the network, so actors of yours that want to be reached remotely need a system of their own.
/// </summary>
public static class SpinnerRemote
{
    /// <summary>
    /// What an actor system that serves a spinner is made with: <c>ActorSystem.Create("node", SpinnerRemote.Setup())</c>. It may also control others.
    /// </summary>
    /// <param name="options">Win over the block <c>spinner.remote</c>.</param>
    /// <param name="config">
    /// The rest of the system's HOCON, that block included. What it says of remoting itself gives way where the two differ.
    /// </param>
    /// <exception cref="ConfigurationException">The settings are wrong, or not safe; the message names all of it and what to do.</exception>
    public static ActorSystemSetup Setup(SpinnerRemoteOptions? options = null, Config? config = null) => SetupOf(options, config, isClient: false);

    /// <summary>
    /// What an actor system that only controls spinners of other nodes is made with: <c>ActorSystem.Create("app", SpinnerRemote.ClientSetup())</c>.
    /// It listens on a free port of loopback, which nobody needs to reach, whatever the block <c>spinner.remote</c> says of <c>hostname</c>,
    /// <c>port</c> and their public ones; so clients and servers of one machine may share that block.
    /// </summary>
    /// <param name="options">Win over the block <c>spinner.remote</c>.</param>
    /// <param name="config">
    /// The rest of the system's HOCON, that block included. What it says of remoting itself gives way where the two differ.
    /// </param>
    /// <exception cref="ConfigurationException">The settings are wrong, or not safe; the message names all of it and what to do.</exception>
    public static ActorSystemSetup ClientSetup(SpinnerRemoteOptions? options = null, Config? config = null) =>
        SetupOf(options, config, isClient: true);

    private static ActorSystemSetup SetupOf(SpinnerRemoteOptions? options, Config? config, bool isClient)
    {
        var own = config ?? ConfigurationFactory.Load();
        var settings = RemoteSettings.Read(own, options ?? new SpinnerRemoteOptions(), isClient);
        var system = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(TransportConfig.Of(settings).WithFallback(own)), settings);
        return TransportConfig.SetupsOf(settings).Aggregate(system, static (made, setup) => made.And(setup));
    }

    /// <summary>Lets peers control a spinner of this system, each as its role allows. Ends with the system.</summary>
    /// <returns>The gate, at <c>/user/spinner-gate</c>: one per system.</returns>
    /// <exception cref="InvalidOperationException">The system was not made with <see cref="Setup"/>, but with <see cref="ClientSetup"/> or otherwise.</exception>
    /// <exception cref="ArgumentException">The spinner is not one of this process.</exception>
    public static IActorRef ServeSpinner(this ActorSystem system, ISpinner spinner)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (spinner is not LocalSpinner local)
            throw new ArgumentException("Only a spinner that CreateSpinner or WithSpinner has made can be served.", nameof(spinner));
        var settings = SettingsOf(system);
        return settings.IsClient
            ? throw new InvalidOperationException(
                $"The actor system '{system.Name}' was made with SpinnerRemote.ClientSetup and cannot serve; make it with SpinnerRemote.Setup.")
            : system.ActorOf(AccessGate.Props(local, settings), AccessGate.ActorName);
    }

    /// <summary>
    /// A spinner on another node. Returns at once and connects in the background; calls wait for the connection as long as for an answer.
    /// </summary>
    /// <remarks>
    /// Calls end as those of a local spinner, and beyond that with a <see cref="TimeoutException"/> when the server is lost or does not answer, and
    /// with a <see cref="RemoteSpinnerException"/> when it refuses. A watch outlives a lost connection: it resumes after the last event it has seen,
    /// with a new <see cref="WatchStarted"/>, and <see cref="EventsMissed"/> says which events are lost; if the server was restarted, its
    /// numbers begin again, and <see cref="EventsMissed.To"/> is <see cref="long.MaxValue"/>. It ends when the result is
    /// disposed. A reading of output resumes after the last line it has, and <see cref="OutputMissed"/> says what is lost.
    /// When the server is back, leases are renewed on children that still run or are about to; what was stopped meanwhile stays stopped, and
    /// <see cref="RemoteLeaseLost"/> says so.
    /// Environments are not shown, <see cref="ISpinner.TryUse"/> is always false, and a start without options rejects a name the server does not
    /// have. Endpoints are those on the other node.
    /// A server this node does not trust, or that does not trust this node, fails the calls with <see cref="RemoteFailure.NotTrusted"/>, and nothing else:
    /// the connection is tried again, for the calls that follow. After the end of the result or of the system every call throws
    /// <see cref="ObjectDisposedException"/> at once.
    /// </remarks>
    /// <param name="system">A system made with <see cref="ClientSetup"/> or <see cref="Setup"/>.</param>
    /// <param name="address">Of the server: <c>akka.ssl.tcp://node@host:port</c>, without TLS <c>akka.tcp://…</c>.</param>
    /// <param name="name">Of the result, in events and logs of this node; one connection per name. Default: the address.</param>
    /// <exception cref="ArgumentException">The address is none, or of the other kind of transport.</exception>
    /// <exception cref="InvalidOperationException">The system was made with neither of them.</exception>
    public static ISpinner ConnectSpinner(this ActorSystem system, string address, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var settings = SettingsOf(system);
        var protocol = settings.Certificate is null ? "akka.tcp" : "akka.ssl.tcp";
        if (!TryParse(address, out var server) || server.Protocol != protocol)
        {
            var tls = settings.Certificate is null ? "off" : "on";
            throw new ArgumentException(
                $"'{address}' is no address of a server; allowed with tls = {tls}: {protocol}://node@host:port", nameof(address));
        }

        return RemoteSpinner.Create(system, server, name ?? address, settings);
    }

    internal static RemoteSettings SettingsOf(ActorSystem system)
    {
        var settings = system.Settings.Setup.Get<RemoteSettings>();
        return settings.HasValue
            ? settings.Value
            : throw new InvalidOperationException(
                $"The actor system '{system.Name}' was not made for remote spinners; make it with SpinnerRemote.ClientSetup, SpinnerRemote.Setup or WithSpinnerRemote.");
    }

    private static bool TryParse(string text, out Address address)
    {
        try
        {
            address = Address.Parse(text);
            return address.HasGlobalScope;
        }
        catch (Exception wrong) when (wrong is UriFormatException or ArgumentException)
        {
            address = Address.AllSystems;
            return false;
        }
    }
}
