using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>Everything around a child that is the same for all children of a spinner.</summary>
sealed record ChildWorld(
    string Spinner, TimeProvider Clock, IProcessLauncher Launcher, IActorRef Ports, IActorRef Files, IActorRef Idle, IActorRef Events,
    string? RunDirectory)
{
    /// <summary>Runs what takes its time, beside the actors.</summary>
    public required Action<Action> Beside { get; init; }
}
