using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Forwarding;
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
    private readonly AppDirectory _apps = new();
    private readonly App _rehearsal = new("rehearsal");
    private readonly CancellationTokenSource _closed = new();
    private readonly ServiceProvider _services;
    private readonly Courier _courier;
    private readonly Task _watching;
    private volatile State _state;

    /// <param name="spinner">The spinner whose children are behind the door.</param>
    /// <param name="options">Routes and limits; null: every child at <c>name.localhost</c>.</param>
    /// <param name="logs">Takes what is logged; null: nothing is.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each, its value and what is allowed.</exception>
    public Door(ISpinner spinner, FrontDoorOptions? options = null, ILoggerFactory? logs = null)
    {
        ArgumentNullException.ThrowIfNull(spinner);
        _spinner = spinner;
        _state = Read(options ?? new FrontDoorOptions());
        // The forwarder can be had from a container only; one of its own spares the application that line.
        var quiet = new QuietLogs(logs ?? NullLoggerFactory.Instance);
        _services = new ServiceCollection().AddSingleton<ILoggerFactory>(quiet).AddLogging().AddHttpForwarder().BuildServiceProvider();
        var clock = Options.Clock;
        var room = new Room(spinner, clock);
        _courier = new Courier(
            spinner,
            PassagePool.Create(spinner, room, clock),
            new ColdStart(spinner, room, clock, Forget),
            _services.GetRequiredService<IHttpForwarder>(),
            (logs ?? NullLoggerFactory.Instance).CreateLogger<Door>());
        _watching = new LaunchWatch(spinner, _apps, room, Forget).RunAsync(_closed.Token);
    }

    /// <summary>What is in force, everything filled in.</summary>
    public FrontDoorOptions Options => _state.Table.Options;

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
        if (Smuggling.Is(context.Request)) return _courier.RefuseAsync(context, "-", Refusals.Ambiguous, state.Table.Options);
        return Find(state.Table, context.Request) is { } route
            ? _courier.RunAsync(context, route, state.Table.Options, state.Upstreams)
            : LookForChildAsync(context, state);
    }

    /// <summary>Brings a request to a launch that no spinner knows, the way a warm request goes.</summary>
    internal Task RehearseAsync(HttpContext context, Processes.Endpoint endpoint) =>
        _courier.RehearseAsync(context, new Route(Options.Defaults, _rehearsal), _state.Upstreams, endpoint);

    /// <summary>Ends the connections of the rehearsal.</summary>
    internal void EndRehearsal() => _rehearsal.Retire(int.MaxValue);

    /// <summary>The route that is known without asking anybody; allocates nothing.</summary>
    internal static Route? Find(RoutingTable table, HttpRequest request)
    {
        var host = HostPart.Of(request.Host.Value);
        var path = request.Path.Value.AsSpan();
        if (table.FindByHost(host, path) is { } byHost) return byHost;
        var child = table.ChildOf(host);
        return child.IsEmpty ? table.FindByPath(path) : table.FindByChild(child);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _watching;
        await _services.DisposeAsync();
        _closed.Dispose();
    }

    private void Forget(string child) => _state.Table.RemoveChild(child);

    // Only what the spinner knows: any other name would be a script to run, chosen by a stranger.
    private async Task LookForChildAsync(HttpContext context, State state)
    {
        var host = HostPart.Of(context.Request.Host.Value).ToString();
        var name = state.Table.ChildOf(host).ToString().ToLowerInvariant();
        Route? route;
        try
        {
            var isKnown = name.Length is > 0 and <= 255 && await _spinner.GetAsync(name, context.RequestAborted) is not null;
            route = isKnown ? state.Table.AddChild(_apps.Of(name)) : state.Table.FindByPath(context.Request.Path.Value);
        }
        catch (SpinnerException ended)
        {
            await _courier.RefuseAsync(context, name, Refusals.NotStarted(ended, Options.Clock), state.Table.Options);
            return;
        }
        catch (TimeoutException)
        {
            await _courier.RefuseAsync(context, name, Refusals.Busy, state.Table.Options);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
            return;
        }

        await (route is null
            ? _courier.RefuseAsync(context, "-", Refusals.UnknownHost(host, state.Table.Domain), state.Table.Options)
            : _courier.RunAsync(context, route, state.Table.Options, state.Upstreams));
    }

    private State Read(FrontDoorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wrong = FrontDoorCheck.Validate(options);
        if (wrong.Count > 0) throw new ArgumentException($"The options of the front door are wrong: {string.Join("; ", wrong)}", nameof(options));
        var filled = options.Filled();
        return new State(new RoutingTable(filled, _apps.Of), CertificateTable.Load(filled.Certificates), new UpstreamSettings(filled.MaxAnswerHead!.Value, filled.Clock));
    }

    /// <summary>Everything a reload swaps, in one piece.</summary>
    private sealed record State(RoutingTable Table, CertificateTable Certificates, UpstreamSettings Upstreams);
}
