namespace Spinner.Actors.Configuration;

/// <summary>
/// The defaults of a kind. They stand between what is given beside the kind and what is given elsewhere: a worker has no idle time, whatever the
/// defaults of its spinner say. What has no endpoint is a worker, and what is ready by its exit a task, without saying so.
/// </summary>
static class KindDefaults
{
    private static readonly ChildOptions Server = new() { Endpoint = EndpointSpec.Tcp, Ready = Readiness.Listen };

    private static readonly ChildOptions Worker = new() { Endpoint = EndpointSpec.None, Ready = Readiness.Alive, IdleTime = ChildOptions.Never };

    private static readonly ChildOptions Task = new()
    {
        Endpoint = EndpointSpec.None, Ready = Readiness.Exit, Attempts = 1, StartTimeout = ChildOptions.Never, FaultTimeout = TimeSpan.Zero,
        Watchdog = ChildOptions.Never, Live = Liveness.Off, MemoryLimit = ChildOptions.Unlimited, MaxLifetime = ChildOptions.Never,
        MaxRequests = ChildOptions.Unlimited,
    };

    /// <summary>The options with the defaults of the kind they say or imply; as they are where they do neither.</summary>
    public static ChildOptions WithKindDefaults(this ChildOptions given) => (given.Kind ?? Implied(given)) switch
    {
        ChildKind.Server => given.Over(Server),
        ChildKind.Worker => given.Over(Worker),
        ChildKind.Task => given.Over(Task),
        _ => given,
    };

    /// <summary>What a child is, all options filled in.</summary>
    public static ChildKind KindOf(ChildOptions complete) => Implied(complete) ?? ChildKind.Server;

    private static ChildKind? Implied(ChildOptions given) =>
        given.Ready == Readiness.Exit ? ChildKind.Task : given.Endpoint == EndpointSpec.None ? ChildKind.Worker : null;
}
