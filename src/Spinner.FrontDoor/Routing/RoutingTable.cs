using System.Collections.Concurrent;
using System.Collections.Frozen;
using Spinner.Actors;
using Spinner.FrontDoor.Configuration;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Routing;

/// <summary>
/// Which route answers a host and a path. Exact hosts go before wildcards, those before any host; a longer wildcard or path before a shorter.
/// Safe for concurrent use; a look-up allocates nothing.
/// </summary>
sealed class RoutingTable
{
    private readonly FrozenDictionary<string, Route[]>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly FrozenDictionary<string, Route[]>.AlternateLookup<ReadOnlySpan<char>> _below;
    private readonly Route[] _anyHost;
    private readonly string? _domain;
    private readonly HashSet<string> _http2;
    private readonly ConcurrentDictionary<string, Route> _children = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="options">With everything filled in.</param>
    /// <param name="app">The app of a child.</param>
    public RoutingTable(FrontDoorOptions options, Func<string, App> app)
    {
        Options = options;
        _http2 = new HashSet<string>(options.Http2Children!, StringComparer.Ordinal);
        Routes = [.. options.Routes.Select(r => RouteTo(app(r.Child ?? r.Name!), r, options.ChildDefaults))];
        RouteChoice.Connect(Routes);
        _domain = options.Domain == FrontDoorOptions.NoDomain ? null : HostPart.Canonical(options.Domain!);
        _exact = ByHost(host => !IsWildcard(host), HostText.Key);
        _below = ByHost(IsWildcard, host => HostText.Key(host)[2..]);
        _anyHost = LongestFirst(Routes.Where(r => r.Hosts.Count == 0));
    }

    public FrontDoorOptions Options { get; }

    public IReadOnlyList<Route> Routes { get; }

    /// <summary>The host below which every child is reachable by its name; null when there is none.</summary>
    public string? Domain => _domain;

    /// <summary>The route of a host that some route names.</summary>
    public Route? FindByHost(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        if (_exact.TryGetValue(host, out var routes) && Match(routes, path) is { } exact) return exact;
        for (var dot = host.IndexOf('.'); dot >= 0; dot = host.IndexOf('.'))
        {
            host = host[(dot + 1)..];
            if (_below.TryGetValue(host, out routes) && Match(routes, path) is { } below) return below;
        }

        return null;
    }

    /// <summary>The route of a path for any host.</summary>
    public Route? FindByPath(ReadOnlySpan<char> path) => Match(_anyHost, path);

    /// <summary>The name of the child that the host means, if it is below the domain; empty otherwise.</summary>
    public ReadOnlySpan<char> ChildOf(ReadOnlySpan<char> host) =>
        _domain is not null && host.Length > _domain.Length + 1 && host[^(_domain.Length + 1)] == '.' && host.EndsWith(_domain, StringComparison.OrdinalIgnoreCase)
            ? host[..^(_domain.Length + 1)]
            : default;

    /// <summary>The route of a child below the domain, once it is known.</summary>
    public Route? FindByChild(ReadOnlySpan<char> child) =>
        _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(child, out var route) ? route : null;

    /// <summary>From now on the child is known below the domain.</summary>
    public Route AddChild(App app) => _children.GetOrAdd(app.Name, _ => RouteTo(app, Options.Defaults));

    /// <summary>The spinner forgot the child.</summary>
    public void RemoveChild(string name) => _children.TryRemove(name, out _);

    private Route RouteTo(App app, FrontDoorRoute route, ChildOptions? childDefaults = null) =>
        new(_http2.Contains(app.Name) ? route with { Http = 2 } : route, app, childDefaults);

    private static Route? Match(Route[] routes, ReadOnlySpan<char> path)
    {
        foreach (var route in routes)
            if (route.Answers(path)) return route;
        return null;
    }

    private static bool IsWildcard(string host) => host.StartsWith("*.", StringComparison.Ordinal);

    private static Route[] LongestFirst(IEnumerable<Route> routes) => [.. routes.OrderByDescending(r => r.Prefix.Length).ThenBy(r => r.Field is null)];

    private FrozenDictionary<string, Route[]>.AlternateLookup<ReadOnlySpan<char>> ByHost(Func<string, bool> which, Func<string, string> key) => Routes
        .SelectMany(r => r.Hosts.Where(which).Select(host => (Host: key(host), Route: r)))
        .GroupBy(e => e.Host, e => e.Route, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(g => g.Key, g => LongestFirst(g), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();
}
