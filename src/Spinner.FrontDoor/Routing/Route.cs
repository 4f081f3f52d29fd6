using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.FrontDoor.Configuration;

namespace Spinner.FrontDoor.Routing;

/// <summary>A route with everything filled in, and the app it leads to.</summary>
sealed class Route
{
    /// <param name="options">With everything filled in.</param>
    /// <param name="app">Where it leads.</param>
    /// <param name="childDefaults">What a child that only the route names is when it does not say otherwise.</param>
    public Route(FrontDoorRoute options, App app, ChildOptions? childDefaults = null)
    {
        App = app;
        Name = options.Name ?? app.Name;
        Start = Complete(options.Start);
        IsFound = options.Name is null;
        Script = IsFound || options.Start is not null ? null : Complete(new ChildOptions { Script = app.Name });
        Hosts = options.Hosts ?? [];
        Prefix = HostText.Trim(options.Path);
        Field = options.ByJson;
        Values = options.ByValues ?? [app.Name];
        Strips = options.StripPath!.Value && Prefix.Length > 0;
        Stripped = Strips ? new PathString(Prefix).ToUriComponent() : "";
        Http = options.Http!.Value;
        _upgrades = [.. options.Upgrades!];
        ColdStart = options.ColdStart!.Value;
        PageAfter = options.PageAfter!.Value;
        Queue = options.Queue!.Value;
        MaxWait = options.MaxWait!.Value;
        MaxConcurrency = options.MaxConcurrency is { } most and not FrontDoorRoute.Unlimited ? most : int.MaxValue;
        FirstAnswer = options.FirstAnswerTimeout!.Value;
        Retries = options.Retry!.Value;
        IgnorePaths = [.. options.IgnorePaths!.Select(HostText.Trim)];
        IgnoreUserAgents = [.. options.IgnoreUserAgents!];

        ChildOptions? Complete(ChildOptions? child) =>
            child is null ? null : (childDefaults is null ? child : child.Over(childDefaults)).BehindDoor() with { Name = app.Name };
    }

    private readonly string[] _upgrades;

    public App App { get; }
    public string Name { get; }

    /// <summary>How to start the child unless it is started.</summary>
    public ChildOptions? Start { get; }

    /// <summary>Nobody configured it: a request named a child below the domain, and the spinner knew it.</summary>
    public bool IsFound { get; }

    /// <summary>How to start it if the spinner does not know the name: as a script. Null for a child found below the domain.</summary>
    public ChildOptions? Script { get; }
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Without its last slash; empty for all paths.</summary>
    public string Prefix { get; }
    public bool Strips { get; }

    /// <summary>The member of a JSON body whose value has to be one of <see cref="Values"/>; null: any request is meant.</summary>
    public string? Field { get; }
    public IReadOnlyList<string> Values { get; }

    /// <summary>Who else may be meant; null without a <see cref="Field"/>. Set once, by the table that has the route.</summary>
    public RouteChoice? Choice { get; set; }

    /// <summary>What is taken away from the path, as it stands in a URI.</summary>
    public string Stripped { get; }

    /// <summary>What the child speaks, 1 or 2.</summary>
    public int Http { get; }
    public ColdStartMode ColdStart { get; }
    public TimeSpan PageAfter { get; }
    public int Queue { get; }
    public TimeSpan MaxWait { get; }
    public int MaxConcurrency { get; }
    public TimeSpan FirstAnswer { get; }
    public bool Retries { get; }
    public string[] IgnorePaths { get; }
    public string[] IgnoreUserAgents { get; }

    /// <summary>Whether a path is the prefix or below it.</summary>
    public bool Answers(ReadOnlySpan<char> path) => IsBelow(path, Prefix);

    /// <summary>There are requests of probes to look for.</summary>
    public bool IgnoresSome => IgnorePaths.Length + IgnoreUserAgents.Length > 0;

    /// <summary>The request of a probe: it neither starts the child nor keeps it alive.</summary>
    public bool Ignores(string path, string? userAgent)
    {
        foreach (var ignored in IgnorePaths)
            if (IsBelow(path, ignored)) return true;
        foreach (var ignored in IgnoreUserAgents)
            if (userAgent is not null && userAgent.Contains(ignored, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Whether every protocol that a client would go on with is allowed.</summary>
    public bool AllowsUpgrade(StringValues wanted)
    {
        foreach (var line in wanted)
        foreach (var part in line.AsSpan().Split(','))
            if (!Allows(line.AsSpan()[part].Trim(" \t"))) return false;
        return true;

        bool Allows(ReadOnlySpan<char> protocol)
        {
            foreach (var allowed in _upgrades)
                if (protocol.Equals(allowed, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
    }

    private static bool IsBelow(ReadOnlySpan<char> path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || prefix.Length == 0 || path[prefix.Length] == '/');
}
