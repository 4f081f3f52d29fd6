using System.Collections.Frozen;
using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>
/// The complete environment of one launch. The later wins: inherited, <c>PWD</c> where the child has a directory of its own, <c>ASPNETCORE_URLS</c>,
/// the child's options, and always <c>SPINNER_NAME</c>, <c>PORT</c>, <c>port</c> and, for TCP, <c>HOST</c>; of what listens on nothing only the first.
/// </summary>
static class LaunchEnvironment
{
    /// <summary>The supervisor's own variables as it was given them, without those that speak of the supervisor alone.</summary>
    public static IReadOnlyDictionary<string, string> Inheritable { get; } = InheritableOf(Inherited.Environment);

    public static IReadOnlyDictionary<string, string> InheritableOf(IReadOnlyDictionary<string, string> given) => given
        .Where(variable => !EnvironmentNames.OfServiceManager.Contains(variable.Key) && !EnvironmentNames.OfShell.Contains(variable.Key))
        .ToFrozenDictionary(EnvironmentNames.Comparer);

    public static IReadOnlyDictionary<string, string> Of(ChildSpec spec, ChildEndpoint endpoint, IReadOnlyDictionary<string, string> inherited)
    {
        var placeholders = Placeholders.Of(spec, endpoint);
        var variables = spec.InheritEnvironment ? EnvironmentNames.Copy(inherited) : new Dictionary<string, string>(EnvironmentNames.Comparer);

        // The inherited ones are the supervisor's own.
        if (endpoint is NoEndpoint)
            foreach (var name in EnvironmentNames.OfEndpoint) variables.Remove(name);

        // Programs believe it, and the inherited one is the supervisor's.
        if (spec is { InheritEnvironment: true, WorkingDirectory: { } directory }) variables[EnvironmentNames.Directory] = directory;

        // Over the inherited one: that names the address of a supervisor which is an ASP.NET Core program itself.
        if (spec.AspNetUrls) variables[EnvironmentNames.AspNetUrls] = UrlOf(endpoint);
        foreach (var (name, value) in spec.Environment) variables[name] = placeholders.Expand(value);

        variables[EnvironmentNames.Name] = spec.Name;
        if (endpoint is NoEndpoint) return variables;
        variables[EnvironmentNames.Port] = endpoint.PortValue;
        variables[EnvironmentNames.PortOfOrigin] = endpoint.PortValue;
        if (placeholders.Host is { } host) variables[EnvironmentNames.Host] = host;
        return variables;
    }

    /// <summary>The endpoint as Kestrel reads it.</summary>
    private static string UrlOf(ChildEndpoint endpoint) => endpoint switch
    {
        UnixEndpoint unix => "http://unix:" + unix.Path,
        PipeEndpoint pipe => "http://pipe:/" + pipe.Name,
        _ => "http://" + endpoint,
    };
}
