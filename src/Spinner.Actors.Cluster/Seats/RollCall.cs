using Akka.Actor;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>Asks every member once, and ends with what they said, or when the time is over. An answer is whole when its last part has come.</summary>
/// <param name="call">What.</param>
/// <param name="members">All of them.</param>
/// <param name="self">Of these this node.</param>
/// <param name="within">For how long.</param>
/// <param name="result">Told once: what each member said that has said all.</param>
sealed class RollCall(
    ClusterCall call, IReadOnlyList<Address> members, Address self, TimeSpan within, TaskCompletionSource<Dictionary<Address, List<object>>> result)
    : UntypedActor, IWithTimers
{
    private readonly Dictionary<Address, List<object>> _said = [];
    private readonly HashSet<Address> _done = [];

    public ITimerScheduler Timers { get; set; } = null!;

    private sealed record Late : INoSerializationVerificationNeeded;

    protected override void PreStart()
    {
        Timers.StartSingleTimer(nameof(Late), new Late(), within);
        foreach (var member in members) Context.ActorSelection(new RootActorPath(member) / "user" / ClusterConfig.RollName).Tell(call);
        EndWhenComplete();
    }

    protected override void PostStop() =>
        result.TrySetResult(_said.Where(said => _done.Contains(said.Key)).ToDictionary(said => said.Key, said => said.Value));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterAnswer answer when answer.Id == call.Id: Take(answer); break;
            case ClusterAnswer: break;
            case Late: Context.Stop(Self); break;
            default: Unhandled(message); break;
        }
    }

    private void Take(ClusterAnswer answer)
    {
        var from = Sender.Path.Address.HasLocalScope ? self : Sender.Path.Address;
        if (!members.Contains(from) || _done.Contains(from)) return;
        object part;
        try
        {
            part = answer.ReadAnswer();
        }
        catch (WireException)
        {
            // Of a version that says it otherwise: it counts as one that did not answer.
            return;
        }

        if (!_said.TryGetValue(from, out var said)) _said[from] = said = [];
        if (part is ChildInfo)
        {
            said.Add(part);
            return;
        }

        // Some of it was lost on the way.
        if (part is Listed whole && whole.Children != said.Count) return;
        if (part is not Listed) said.Add(part);
        _done.Add(from);
        EndWhenComplete();
    }

    private void EndWhenComplete()
    {
        if (_done.Count == members.Count) Context.Stop(Self);
    }
}
