using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Dispatching;
using Spinner.FrontDoor.Forwarding.Http1;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;
using Spinner.FrontDoor.Tls;
using Yarp.ReverseProxy.Forwarder;

namespace Spinner.FrontDoor;

/// <summary>
/// The front door of a spinner: brings every request to the child its host and path mean, and starts that child when it is not started. Safe for
/// concurrent use. Disposing it ends its connections to children that nobody uses; it stops no child, and the spinner is not its own.
/// </summary>
public sealed class Door : IAsyncDisposable
{
    private readonly ISpinner _spinner;
    private readonly bool _hasServer;
    private readonly string _pseudonym = DoorRules.NewPseudonym();
    private readonly ServerEncoding _servers = new();
    private readonly AppDirectory _apps;
    private readonly App _rehearsal = new("rehearsal");
    private readonly CancellationTokenSource _closed = new();
    private int _isDisposed;
    private readonly ServiceProvider _services;
    private readonly ObjectPool<ForwardingContext> _contexts;
    private readonly Dispatcher _dispatcher;
    private readonly Task _watching;
    private volatile DoorState _state;

    /// <param name="spinner">The spinner whose children are behind the door.</param>
    /// <param name="options">Routes and limits; null: every child at <c>name.localhost</c>.</param>
    /// <param name="logs">Takes what is logged; null: nothing is.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each, its value and what is allowed.</exception>
    public Door(ISpinner spinner, FrontDoorOptions? options = null, ILoggerFactory? logs = null) : this(spinner, options, logs, hasServer: false) { }

    /// <param name="spinner">The spinner.</param>
    /// <param name="options">Routes and limits.</param>
    /// <param name="logs">Takes what is logged.</param>
    /// <param name="hasServer">The server before it is its own: headers come as bytes, and limits of heads are the door's.</param>
    /// <param name="usesYarp">Every request goes YARP's way, so that the two can be compared.</param>
    internal Door(ISpinner spinner, FrontDoorOptions? options, ILoggerFactory? logs, bool hasServer, bool usesYarp = false)
    {
        ArgumentNullException.ThrowIfNull(spinner);
        (_spinner, _hasServer, _apps) = (spinner, hasServer, new AppDirectory(options?.Clock));
        _state = Read(options ?? new FrontDoorOptions());
        logs ??= NullLoggerFactory.Instance;
        // The forwarder can be had from a container only; one of its own spares the application that line.
        _services = new ServiceCollection().AddSingleton<ILoggerFactory>(new QuietLogs(logs)).AddLogging().AddHttpForwarder().BuildServiceProvider();
        var clock = Options.Clock;
        var yarp = new YarpForwarder(_services.GetRequiredService<IHttpForwarder>());
        _contexts = ForwardingContextPool.Create(spinner, clock);
        _dispatcher = new Dispatcher(spinner, _contexts, new ColdStarter(spinner, clock, RemoveChild), usesYarp ? yarp : new Http1Forwarder(), yarp, new RefusalLog(logs.CreateLogger<Door>(), clock));
        _watching = new LaunchWatch(spinner, _apps, RemoveChild).RunAsync(_closed.Token);
    }

    /// <summary>What is in force, everything filled in.</summary>
    public FrontDoorOptions Options => _state.Options;

    internal CertificateTable Certificates => _state.Certificates;

    /// <summary>
    /// Puts other options in force for all requests that come from now on; those on their way keep theirs. Children are neither started nor stopped.
    /// What belongs to <see cref="FrontDoorServer"/> only, except certificates, stays as it was when it started.
    /// </summary>
    /// <exception cref="ArgumentException">Options are wrong; the message names all of it, and the old ones stay in force.</exception>
    public void Reload(FrontDoorOptions options) => _state = Read(options);

    /// <summary>Answers a request. The terminal middleware of a door.</summary>
    public Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var state = _state;
        var forwarding = _contexts.Get();
        if (forwarding.Head.Read(context, state.Rules) is { } refusal)
        {
            _contexts.Return(forwarding);
            return _dispatcher.RefuseAsync(context, "-", refusal, state.Options);
        }
        return Find(state.Table, forwarding.Head.Host, context.Request) is { } route
            ? RunAsync(context, forwarding, route, state)
            : FindChildAsync(context, forwarding, state);
    }

    private Task RunAsync(HttpContext context, ForwardingContext forwarding, Route route, DoorState state) =>
        route.Choice is null ? _dispatcher.RunAsync(context, forwarding, route, state) : ChooseAsync(context, forwarding, route, state);

    private async Task ChooseAsync(HttpContext context, ForwardingContext forwarding, Route found, DoorState state)
    {
        try
        {
            var (route, refusal) = await RouteChooser.ChooseAsync(context, forwarding.Head, found, Options.Clock);
            if (refusal is not null) await _dispatcher.RefuseAsync(context, found.Name, refusal, state.Options);
            if (route is null) return;
            var handed = forwarding;
            forwarding = null!;
            await _dispatcher.RunAsync(context, handed, route, state);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        finally
        {
            if (forwarding is not null) _contexts.Return(forwarding);
        }
    }

    /// <summary>Notes a request that the server could not read, and says what to answer.</summary>
    internal Refusal RefuseUnread(int status, string reason)
    {
        var refusal = Refusals.Unread(status, reason);
        _dispatcher.Note("-", refusal);
        return refusal;
    }

    /// <summary>Brings a request to a launch that no spinner knows, the way a warm request goes.</summary>
    internal Task RehearseAsync(HttpContext context, ChildEndpoint endpoint) =>
        _dispatcher.RehearseAsync(context, new Route(Options.Defaults, _rehearsal), _state, endpoint);

    /// <summary>Ends the connections of the rehearsal.</summary>
    internal void EndRehearsal() => _rehearsal.Retire(int.MaxValue);

    /// <summary>The route that is known without asking anybody; allocates nothing.</summary>
    private static Route? Find(RoutingTable table, string header, HttpRequest request)
    {
        var host = HostPart.Of(header);
        var path = request.Path.Value.AsSpan();
        if (table.FindByHost(host, path) is { } byHost) return byHost;
        var child = table.ChildOf(host);
        return child.IsEmpty ? table.FindByPath(path) : table.FindByChild(child);
    }

    /// <summary>Ends what is under way; the second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        await _closed.CancelAsync();
        await _watching;
        await _services.DisposeAsync();
        _closed.Dispose();
    }

    private void RemoveChild(string child) => _state.Table.RemoveChild(child);

    // Only what the spinner knows: any other name would be a script to run, chosen by a stranger.
    private async Task FindChildAsync(HttpContext context, ForwardingContext forwarding, DoorState state)
    {
        var host = HostPart.Of(forwarding.Head.Host).ToString();
        var name = state.Table.ChildOf(host).ToString().ToLowerInvariant();
        Refusal? refusal = null;
        try
        {
            var isKnown = name.Length is > 0 and <= 255 && await _spinner.GetAsync(name, context.RequestAborted) is not null;
            if ((isKnown ? state.Table.AddChild(_apps.Of(name)) : state.Table.FindByPath(context.Request.Path.Value)) is { } route)
            {
                var handed = forwarding;
                forwarding = null!;
                await RunAsync(context, handed, route, state);
                return;
            }

            refusal = Refusals.UnknownHost(host, state.Table.Domain);
        }
        catch (Exception ended) when (SpinnerEndedException.RejectionIn(ended, name) is { } rejected)
        {
            refusal = Refusals.NotStarted(rejected, Options.Clock);
        }
        catch (TimeoutException)
        {
            refusal = Refusals.Busy;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        finally
        {
            if (forwarding is not null) _contexts.Return(forwarding);
        }

        if (refusal is not null) await _dispatcher.RefuseAsync(context, "-", refusal, state.Options);
    }

    private DoorState Read(FrontDoorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = FrontDoorCheck.Validate(options);
        if (wrong.Count > 0) throw new ArgumentException($"The options of the front door are wrong: {string.Join("; ", wrong)}", nameof(options));
        var filled = options.Filled();
        var rules = _hasServer ? new DoorRules(filled, _pseudonym, filled.MaxRequestHead!.Value) : new DoorRules(filled, _pseudonym, servers: _servers);
        return new DoorState(
            new RoutingTable(filled, _apps.Of), CertificateTable.Load(filled.Certificates), new UpstreamSettings(filled.MaxAnswerHead!.Value, filled.Clock), rules);
    }
}
