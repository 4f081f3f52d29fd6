using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Actors.Management;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>The way in: a spinner on an actor system.</summary>
public static class SpinnerExtensions
{
    /// <summary>The name of a spinner that is not given one.</summary>
    public const string DefaultName = "spinner";

    /// <summary>
    /// Creates a spinner, a namespace of children. It ends when it is disposed or the actor system shuts down; either way its children are stopped first.
    /// </summary>
    /// <param name="system">The actor system; the manager becomes <c>/user/spinner</c>, or <c>/user/spinner-…</c> for another name.</param>
    /// <param name="defaults">Defaults and declared children; null: the built-in defaults.</param>
    /// <param name="name">Names the namespace in events and logs; one spinner per name and system.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each, its value and what is allowed.</exception>
    /// <exception cref="InvalidActorNameException">The system has a spinner of this name already.</exception>
    public static ISpinner CreateSpinner(this ActorSystem system, SpinnerOptions? defaults = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var options = defaults ?? new SpinnerOptions();
        var errors = SpinnerOptionsCheck.Validate(options);
        if (errors.Count > 0) throw new ArgumentException($"The spinner's options are wrong: {string.Join("; ", errors)}", nameof(defaults));

        var setup = new SpinnerSetup(
            name ?? DefaultName,
            options,
            options.Launcher ?? new PortableLauncher(options.Clock),
            options.Endpoints ?? new LocalEndpoints(options.PortRange, options.RunDirectory, options.Clock));
        var manager = system.ActorOf(SpinnerManager.Props(setup), ActorName(setup.Name));
        return new LocalSpinner(setup, manager, new SpinnerShutdown(system, setup, manager));
    }

    private static string ActorName(string name) => name == DefaultName ? name : "spinner-" + Uri.EscapeDataString(name);
}
