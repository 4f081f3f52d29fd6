using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Management;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>The way in: a spinner on an actor system.</summary>
public static class SpinnerExtensions
{
    /// <summary>The name of a spinner that is not given one.</summary>
    public const string DefaultName = SpinnerNames.Default;

    /// <summary>
    /// Creates a spinner, a namespace of children. It ends when it is disposed or the actor system shuts down; either way its children are stopped first.
    /// </summary>
    /// <param name="system">The actor system; the manager becomes <c>/user/spinner</c>, or <c>/user/spinner-…</c> for another name.</param>
    /// <param name="options">Defaults, declared children and how the spinner works; they win over the block in the system's configuration.</param>
    /// <param name="name">Names the namespace in events and logs; one spinner per name and system.</param>
    /// <remarks>
    /// Settings come from three places: <paramref name="options"/> wins over the block in the system's HOCON that is named like the manager
    /// (<c>spinner { … }</c>, or <c>spinner-…</c> for another name), which wins over the built-in <c>spinner.conf</c>. Children merge by name.
    /// </remarks>
    /// <exception cref="ArgumentException">Options are wrong; the message names each, its value and what is allowed.</exception>
    /// <exception cref="ConfigurationException">The block is wrong, and perhaps options too; the message names all of it.</exception>
    /// <exception cref="PlatformNotSupportedException">The Linux engine is asked for where it cannot run.</exception>
    /// <exception cref="IOException">The state directory cannot be made, is not safe or cannot be written.</exception>
    /// <exception cref="InvalidActorNameException">The system has a spinner of this name already.</exception>
    public static ISpinner CreateSpinner(this ActorSystem system, SpinnerOptions? options = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        return Create(system, options ?? new SpinnerOptions(), name ?? DefaultName, []);
    }

    /// <summary>Starts a script unless it is started, and returns when it is ready; its path is the name of the child.</summary>
    /// <param name="spinner">The spinner.</param>
    /// <param name="path">A file whose extension has a runner, from the working directory.</param>
    /// <param name="cancellationToken">Ends the wait; the child goes on starting.</param>
    /// <exception cref="SpinnerRejectedException">It could not be started; says why.</exception>
    public static Task<ChildReady> StartScriptAsync(this ISpinner spinner, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spinner);
        ArgumentNullException.ThrowIfNull(path);
        return spinner.StartAsync(new ChildOptions { Script = path }, cancellationToken);
    }

    /// <param name="system">As above.</param>
    /// <param name="given">As above.</param>
    /// <param name="name">As above.</param>
    /// <param name="wrong">What is known to be wrong already.</param>
    /// <param name="autostarts">False: what autostarts waits for <see cref="BeginAutostart"/>.</param>
    internal static ISpinner Create(
        ActorSystem system, SpinnerOptions given, string name, IReadOnlyList<OptionError> wrong, bool autostarts = true)
    {
        _ = Inherited.WorkingDirectory; // as it is now, whatever becomes of it
        if (given.Children.Any(c => c is null)) throw new ArgumentException("Children has a null in it; allowed: options of children.", nameof(given));
        var options = SpinnerDeclaration.Read(system.Settings.Config, SpinnerNames.Actor(name), given, wrong);
        var setup = new SpinnerSetup(
            name,
            options,
            options.Launcher ?? EngineOf(options, notice => system.Log.Warning("{Notice}", notice)),
            options.Endpoints ?? new LocalEndpoints(options.PortRange, options.RunDirectory, options.Clock))
        {
            AutostartsAtOnce = autostarts,
        };
        var manager = system.ActorOf(SpinnerManager.Props(setup), SpinnerNames.Actor(name));
        Telemetry.LiveSpinners.Add(name, () => setup.Children.Views().Select(v => (v.State, v.Gate?.InFlight ?? 0)), setup.AdmissionViews.Gauge, setup.Closed);
        return new LocalSpinner(setup, manager, new SpinnerShutdown(system, setup, manager));
    }

    /// <summary>The engine these options ask for.</summary>
    internal static IProcessLauncher EngineOf(SpinnerOptions options, Action<string> notice) => Engines.Choose(
        options.Engine ?? EngineChoice.Auto, notice, options.Clock, options.Orphans ?? BuiltInDefaults.Spinner.Orphans!.Value, options.StateDirectory);
}
