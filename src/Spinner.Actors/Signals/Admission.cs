using Spinner.Processes;

namespace Spinner.Actors.Signals;

/// <summary>One launch's request for what it needs before it is spawned. The object itself is the identity.</summary>
/// <param name="child">The name of the child.</param>
/// <param name="endpoint">The endpoint it is to have.</param>
/// <param name="needs">The children that have to be there first.</param>
sealed class AdmissionRequest(string child, EndpointSpec endpoint, IReadOnlyList<ChildNeed> needs)
{
    private volatile string? _awaited;
    private volatile bool _awaitsRoom;

    public AdmissionRequest(string child, EndpointSpec endpoint) : this(child, endpoint, []) { }

    public string Child { get; } = child;

    public EndpointSpec Endpoint { get; } = endpoint;

    public IReadOnlyList<ChildNeed> Needs { get; } = needs;

    /// <summary>Whether it is one of those that may run at a time: what listens on nothing is not.</summary>
    public bool Counts => Endpoint != EndpointSpec.None;

    /// <summary>The bytes it is said to take; null: as it turns out.</summary>
    public long? Memory { get; init; }

    /// <summary>It waits for room. Written by who admits, read by anybody.</summary>
    public bool AwaitsRoom
    {
        get => _awaitsRoom;
        set => _awaitsRoom = value;
    }

    /// <summary>What it waits for now, for people; null: for nothing but its endpoint. Written by who admits, read by anybody.</summary>
    public string? Awaited
    {
        get => _awaited;
        set => _awaited = value;
    }
}

/// <summary>Asks for admission; answered by <see cref="Admitted"/> or <see cref="NotAdmitted"/>.</summary>
sealed record RequestAdmission(AdmissionRequest Request) : ILocalSignal;

/// <summary>From now on these options say how many children may run at a time, and how much memory they may hold.</summary>
sealed record SetRoom(SpinnerOptions Options) : ILocalSignal;

/// <summary>Gives back whatever the request got, or will get. Sent once, after the request and after the launch is gone.</summary>
sealed record ReleaseAdmission(AdmissionRequest Request) : ILocalSignal;

/// <summary>What was asked for is there, and the launch may begin.</summary>
sealed record Admitted(AdmissionRequest Request, ChildEndpoint Endpoint) : ILocalSignal;

/// <summary>The launch that asked may not begin, and has got nothing.</summary>
/// <param name="Request">Who asked.</param>
/// <param name="Failure">Why, for programs.</param>
/// <param name="Detail">Why, for people.</param>
sealed record NotAdmitted(AdmissionRequest Request, SpinnerError Failure, string Detail) : ILocalSignal
{
    /// <summary>Nothing is wrong with what was asked for.</summary>
    public bool MayPass { get; init; }

    /// <summary>The last lines of what failed.</summary>
    public IReadOnlyList<string> ErrorTail { get; init; } = [];
}

/// <summary>The sender has ended: gives back the endpoint whose listener was held for it over all its launches, if there is one.</summary>
sealed record ReleaseHeldEndpoint : ILocalSignal;
