using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Joining;
using Spinner.Actors.Cluster.Launching;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Cluster;

/// <summary>The way in: a node of a cluster on an actor system.</summary>
public static class SpinnerClusterExtensions
{
    /// <summary>
    /// Joins a cluster of spinners, or makes it. Returns at once and joins in the background, see <see cref="SpinnerCluster.JoinedAsync"/>; calls wait
    /// for that. It leaves when it is disposed, or in the system's coordinated shutdown, in the phase before-service-unbind: give that as long as
    /// children take to stop.
    /// </summary>
    /// <remarks>
    /// It makes the node's spinner itself, for what launches has to ask the cluster first. What nodes say to each other goes through an actor system of
    /// its own: this one need not cluster, and does not notice when the node is lost and joins again.
    /// Linux only. The same children have to be declared on every node; nobody else's names are started. Of a name never two run, so a child cannot
    /// overlap (<see cref="ReloadMode.Overlap"/>); nobody starts it unasked (<see cref="ChildOptions.Autostart"/>, <see cref="ChildOptions.Keep"/>) or
    /// for another one (<see cref="ChildOptions.Needs"/>), and its stop fits <see cref="ClusterOptions.HandoffTimeout"/>.
    /// </remarks>
    /// <param name="system">The actor system of the node's spinner.</param>
    /// <param name="options">How the node takes part.</param>
    /// <param name="spinner">As for <see cref="SpinnerExtensions.CreateSpinner"/>: they win over the block in the system's configuration.</param>
    /// <param name="name">As for <see cref="SpinnerExtensions.CreateSpinner"/>.</param>
    /// <exception cref="ConfigurationException">The options are wrong, or children cannot be in a cluster; the message names all of it.</exception>
    /// <exception cref="ArgumentException">The options of the spinner are wrong; the message names each, its value and what is allowed.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="IOException">It cannot listen there, or a directory cannot be made or is not safe.</exception>
    /// <exception cref="InvalidActorNameException">The system has a spinner of this name already.</exception>
    public static SpinnerCluster JoinSpinnerCluster(
        this ActorSystem system, ClusterOptions options, SpinnerOptions? spinner = null, string? name = null) =>
        Join(system, options, spinner ?? new SpinnerOptions(), name ?? SpinnerExtensions.DefaultName, over: null);

    /// <param name="system">As above.</param>
    /// <param name="options">As above.</param>
    /// <param name="given">As above.</param>
    /// <param name="name">As above.</param>
    /// <param name="over">Wins over what Akka is told otherwise.</param>
    internal static SpinnerCluster Join(ActorSystem system, ClusterOptions options, SpinnerOptions given, string name, Config? over)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        options.CheckedToJoin();
        NodeTls.Read(options);
        var declared = SpinnerDeclaration.Read(system.Settings.Config, SpinnerNames.Actor(name), given, []);
        ClusteredChildrenCheck.Check(declared, options);
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Only on Linux something kills what a frozen node has: no cluster here.");

        var times = new DeclaredTimes(declared);
        var engine = declared.Launcher ?? SpinnerExtensions.EngineOf(declared, Notice);
        var runDirectory = new LocalEndpoints(declared.PortRange, declared.RunDirectory).RunDirectory;
        var first = Start();
        LocalSpinner? local = null;
        ClusterRuns? runs = null;
        try
        {
            runs = new ClusterRuns(() => Begun(Start()), 2 * options.Failover, system.Log);
            var leased = given with { Launcher = new LeasedLauncher(engine, runs.LeaseOf) };
            local = (LocalSpinner)SpinnerExtensions.Create(system, leased, name, []);
            runs.Begin(Begun(first));
        }
        catch
        {
            _ = first.DisposeAsync().AsTask();
            _ = local?.DisposeAsync().AsTask();
            throw;
        }

        var cluster = new SpinnerCluster(local, runs, options, times);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, $"leave-{name}", async () =>
        {
            await cluster.LeaveAsync().ConfigureAwait(false);
            return global::Akka.Done.Instance;
        });
        return cluster;

        void Notice(string notice) => system.Log.Warning("{Notice}", notice);

        ClusterNode Start()
        {
            var watchdog = LeaseWatchdog.Start(runDirectory, Notice);
            try
            {
                var node = ClusterNode.Start(options, watchdog, BootClock.Shared, over);
                node.PublishLogTo(system);
                return node;
            }
            catch
            {
                // Its shell looks for that at its own time.
                _ = watchdog.DisposeAsync().AsTask();
                throw;
            }
        }

        ClusterRun Begun(ClusterNode node)
        {
            var run = new ClusterRun(node, local!, times.Has, options);
            try
            {
                run.Begin();
                return run;
            }
            catch
            {
                // It has the port.
                _ = run.DisposeAsync().AsTask();
                throw;
            }
        }
    }
}
