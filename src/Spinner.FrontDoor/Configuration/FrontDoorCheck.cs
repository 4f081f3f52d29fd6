using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Configuration;

/// <summary>Looks at every value that is given. Null is always right: it means the default.</summary>
static class FrontDoorCheck
{
    private const int KiB = 1024;

    /// <returns>Every mistake; empty when there is none.</returns>
    public static IReadOnlyList<OptionError> Validate(FrontDoorOptions options)
    {
        var errors = new OptionErrors();
        CheckOwn(errors, options);
        var wrongDefaults = new OptionErrors();
        CheckDefaults(wrongDefaults, options.Defaults);
        errors.AddRange(nameof(options.Defaults), wrongDefaults.Found);
        CheckRoutes(errors, options.Routes);
        CheckTogether(errors, options, nameof(options.Certificates), (index, route) => $"{Where(index, route)}.{nameof(route.Hosts)}");
        return errors.Found;
    }

    /// <summary>What is wrong only beside something else.</summary>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="options">Each option by itself is right.</param>
    /// <param name="certificates">What that option is called here.</param>
    /// <param name="hosts">What the hosts of a route are called here.</param>
    public static void CheckTogether(OptionErrors errors, FrontDoorOptions options, string certificates, Func<int, FrontDoorRoute, string> hosts)
    {
        var places = new HashSet<(string Host, string Path, string? Value)>();
        var chosen = new Dictionary<(string Host, string Path), string>();
        foreach (var (index, route) in options.Routes.Index())
        foreach (var host in route.Hosts ?? ["any host"])
        {
            var (key, path) = (HostText.Key(host).ToUpperInvariant(), HostText.Trim(route.Path));
            // Without a member of the body it has no value, and is the only one of these.
            foreach (var value in route.ByJson is null ? (IReadOnlyList<string?>)[null] : route.ByValues ?? [route.Child ?? route.Name ?? ""])
                errors.Require(places.Add((key, path, value)), hosts(index, route), $"{host}{route.Path}{(value is null ? "" : $" with {value}")}", "what no other route answers");
            if (route is { ByJson: null, ByValues: not null })
                errors.Require(false, hosts(index, route), $"{host}{route.Path} with values and without by", "values with by");
            if (route.ByJson is null) continue;
            var way = string.Join('\n', [route.ByJson, .. (route.Hosts ?? []).Select(h => HostText.Key(h).ToUpperInvariant()).Order(StringComparer.Ordinal)]);
            if (!chosen.TryAdd((key, path), way))
                errors.Require(chosen[(key, path)] == way, hosts(index, route), $"{host}{route.Path}", "the same hosts, and the same by, as of the other routes with by there");
        }
        if (options.Certificates.Count == 0 && options.Listen?.FirstOrDefault(IsHttps) is { } https)
            errors.Add(certificates, "", $"at least one certificate, because of {https}");
    }

    /// <summary>The door's own options, each by itself.</summary>
    public static void CheckOwn(OptionErrors errors, FrontDoorOptions options)
    {
        errors.Require(options.Listen is not { Count: 0 }, nameof(options.Listen), "", "at least one address");
        foreach (var (index, address) in (options.Listen ?? []).Index())
            errors.Require(ListenAddress.TryParse(address, out _), $"{nameof(options.Listen)}[{index}]", address, ListenAddress.Allowed);
        errors.Require(options.Domain is null || HostText.IsExact(options.Domain), nameof(options.Domain), options.Domain, "a host name, or off");
        foreach (var (index, name) in (options.DropHeaders ?? []).Index())
            errors.Require(Syntax.IsToken(name), $"{nameof(options.DropHeaders)}[{index}]", name, "the name of a header");
        CheckHead(nameof(options.MaxRequestHead), options.MaxRequestHead);
        CheckHead(nameof(options.MaxAnswerHead), options.MaxAnswerHead);
        CheckDuration(errors, nameof(options.RequestHeadTimeout), options.RequestHeadTimeout, TimeSpan.FromSeconds(1), "1 s to 1 day");
        CheckDuration(errors, nameof(options.PeerProbe), options.PeerProbe, TimeSpan.FromSeconds(1), "1 s to 1 day");
        foreach (var (index, child) in (options.Http2Children ?? []).Index())
            errors.Require(child is { Length: >= 1 and <= 255 }, $"{nameof(options.Http2Children)}[{index}]", child, "the name of a child, 1 to 255 characters");
        foreach (var (host, files) in options.Certificates) CertificateCheck.Check(errors, nameof(options.Certificates), host, files);

        void CheckHead(string option, int? size) => errors.Require(size is null or >= KiB and <= KiB * KiB, option, size, "1 KiB to 1 MiB");
    }

    /// <summary>The defaults of routes.</summary>
    public static void CheckDefaults(OptionErrors errors, FrontDoorRoute defaults)
    {
        const string Unset = "nothing: it belongs to one route";
        errors.Require(defaults.Name is null, nameof(defaults.Name), defaults.Name, Unset);
        errors.Require(defaults.Child is null, nameof(defaults.Child), defaults.Child, Unset);
        errors.Require(defaults.Start is null, nameof(defaults.Start), "given", Unset);
        errors.Require(defaults.Hosts is null, nameof(defaults.Hosts), string.Join(' ', defaults.Hosts ?? []), Unset);
        errors.Require(defaults.Path is null, nameof(defaults.Path), defaults.Path, Unset);
        errors.Require(defaults.ByJson is null, nameof(defaults.ByJson), defaults.ByJson, Unset);
        errors.Require(defaults.ByValues is null, nameof(defaults.ByValues), string.Join(' ', defaults.ByValues ?? []), Unset);
        CheckRoute(errors, defaults with { Name = null, Child = null, Start = null, Hosts = null, Path = null, ByJson = null, ByValues = null });
    }

    /// <summary>One route, each option by itself.</summary>
    public static void CheckRoute(OptionErrors errors, FrontDoorRoute route)
    {
        errors.Require(route.Name is null or { Length: > 0 }, nameof(route.Name), route.Name, "at least one character");
        errors.Require(route.Child is null or { Length: >= 1 and <= 255 }, nameof(route.Child), route.Child, "1 to 255 characters");
        errors.Require(route.Hosts is not { Count: 0 }, nameof(route.Hosts), "", "at least one host");
        foreach (var (index, host) in (route.Hosts ?? []).Index())
            errors.Require(HostText.IsPattern(host), $"{nameof(route.Hosts)}[{index}]", host, HostText.AllowedPattern);
        CheckPath(nameof(route.Path), route.Path);
        errors.Require(route.ByJson is null or { Length: >= 1 and <= 255 }, nameof(route.ByJson), route.ByJson, "1 to 255 characters");
        foreach (var (index, value) in (route.ByValues ?? []).Index())
            errors.Require(value is { Length: >= 1 and <= 255 }, $"{nameof(route.ByValues)}[{index}]", value, "1 to 255 characters");
        foreach (var (index, path) in (route.IgnorePaths ?? []).Index()) CheckPath($"{nameof(route.IgnorePaths)}[{index}]", path);
        foreach (var (index, agent) in (route.IgnoreUserAgents ?? []).Index())
            errors.Require(agent is { Length: > 0 }, $"{nameof(route.IgnoreUserAgents)}[{index}]", agent, "at least one character");
        errors.Require(route.Queue is null or >= 0 and <= 100_000, nameof(route.Queue), route.Queue, "0 to 100000");
        errors.Require(route.MaxConcurrency is null or FrontDoorRoute.Unlimited or >= 1 and <= 100_000,
            nameof(route.MaxConcurrency), route.MaxConcurrency, "1 to 100000, or off");
        foreach (var (index, protocol) in (route.Upgrades ?? []).Index())
            errors.Require(IsProtocol(protocol), $"{nameof(route.Upgrades)}[{index}]", protocol, "the name of a protocol, such as websocket; h2c is none that passes");
        errors.Require(route.Http is null or 1 or 2, nameof(route.Http), route.Http, "1 or 2");
        CheckDuration(errors, nameof(route.PageAfter), route.PageAfter, TimeSpan.Zero, "0 to 1 day");
        CheckDuration(errors, nameof(route.MaxWait), route.MaxWait, TimeSpan.FromMilliseconds(1), "1 ms to 1 day");
        if (route.FirstAnswerTimeout != FrontDoorRoute.Never)
            CheckDuration(errors, nameof(route.FirstAnswerTimeout), route.FirstAnswerTimeout, TimeSpan.FromMilliseconds(1), "1 ms to 1 day, or off");

        void CheckPath(string option, string? path) => errors.Require(
            path is null || (path.StartsWith('/') && path.AsSpan().IndexOfAny('?', '%') < 0), option, path,
            "a path that begins with a slash, as people read it: a space, not %20");
    }

    // After h2c nobody here would know where a message ends.
    private static bool IsProtocol(string text) => Syntax.IsToken(text.Replace("/", "", StringComparison.Ordinal)) && !text.StartsWith("h2c", StringComparison.OrdinalIgnoreCase);

    private static bool IsHttps(string address) => ListenAddress.TryParse(address, out var parsed) && parsed.Scheme == "https";

    private static void CheckRoutes(OptionErrors errors, IReadOnlyList<FrontDoorRoute> routes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, route) in routes.Index())
        {
            var found = new OptionErrors();
            CheckRoute(found, route);
            found.Require(route.Name is not null && names.Add(route.Name), nameof(route.Name), route.Name, "a name no other route has");
            errors.AddRange(Where(index, route), found.Found);
        }
    }

    private static string Where(int index, FrontDoorRoute route) =>
        $"{nameof(FrontDoorOptions.Routes)}[{(route.Name is null ? $"#{index}" : OptionError.Format(route.Name))}]";

    private static void CheckDuration(OptionErrors errors, string option, TimeSpan? value, TimeSpan min, string allowed) =>
        errors.Require(value is not { } given || (given >= min && given <= TimeSpan.FromDays(1)), option, value, allowed);
}
