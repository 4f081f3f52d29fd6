using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>What every child of a spinner uses.</summary>
sealed record ChildServices(
    string Spinner, TimeProvider Clock, IProcessLauncher Launcher, IActorRef Admission, IActorRef Files, IActorRef Idle, IActorRef Health, IActorRef Events,
    string? RunDirectory)
{
    /// <summary>Told by the gates.</summary>
    public required UnusedSignal Unused { get; init; }

    /// <summary>Runs what takes its time, beside the actors.</summary>
    public required Action<Action> Beside { get; init; }
}
