using Akka.Actor;

namespace Spinner.Actors.Admission;

/// <summary>A launch that waits for room.</summary>
/// <param name="Request">Its request.</param>
/// <param name="Child">Who asked.</param>
/// <param name="Since">When, on the clock's own scale.</param>
sealed record RoomWaiter(AdmissionRequest Request, IActorRef Child, long Since);

/// <summary>Which launches of which children have room, until they are gone, and which wait for it, in the order of asking. Used by its actor only.</summary>
sealed class RoomPlaces
{
    private readonly Dictionary<string, List<AdmissionRequest>> _taken = new(StringComparer.Ordinal);
    private readonly LinkedList<RoomWaiter> _waiting = [];

    /// <summary>The launches that have room, by their children.</summary>
    public IReadOnlyDictionary<string, List<AdmissionRequest>> Taken => _taken;

    /// <summary>Those that wait, the first to ask first.</summary>
    public IReadOnlyCollection<RoomWaiter> Waiting => _waiting;

    /// <summary>Whether the launch has room.</summary>
    public bool Has(AdmissionRequest request) => _taken.TryGetValue(request.Child, out var launches) && launches.Contains(request);

    /// <summary>The launch has room from now on.</summary>
    public void Take(AdmissionRequest request)
    {
        if (!_taken.TryGetValue(request.Child, out var launches)) _taken[request.Child] = launches = [];
        launches.Add(request);
    }

    public void Wait(RoomWaiter waiter) => _waiting.AddLast(waiter);

    /// <summary>It waits no more.</summary>
    public void EndWait(RoomWaiter waiter) => _waiting.Remove(waiter);

    /// <summary>Gives back the room of the request, or its turn; nothing where it has neither.</summary>
    public void Leave(AdmissionRequest request)
    {
        if (_waiting.FirstOrDefault(w => w.Request == request) is { } waiter) EndWait(waiter);
        if (_taken.TryGetValue(request.Child, out var launches) && launches.Remove(request) && launches.Count == 0) _taken.Remove(request.Child);
    }
}
