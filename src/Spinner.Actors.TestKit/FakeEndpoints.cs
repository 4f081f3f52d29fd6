using Spinner.Processes;

namespace Spinner.Actors.TestKit;

/// <summary>Hands out endpoints that nobody listens on: TCP ports counted from 1, unix paths likewise. Safe for concurrent use.</summary>
public sealed class FakeEndpoints : IEndpointSource
{
    private readonly Lock _lock = new();
    private readonly HashSet<ChildEndpoint> _out = [];
    private readonly Queue<(string Why, bool MayPass)> _refusals = new();
    private int _granted;

    /// <summary>The endpoints that were granted and not released.</summary>
    public IReadOnlyCollection<ChildEndpoint> Out
    {
        get
        {
            lock (_lock) return [.. _out];
        }
    }

    /// <summary>Refuses the next grant; several calls queue up.</summary>
    /// <param name="why">The message of the exception.</param>
    /// <param name="mayPass">Whether the start is to be tried again; see <see cref="NoEndpointException.MayPass"/>.</param>
    public void RefuseNext(string why, bool mayPass = false)
    {
        lock (_lock) _refusals.Enqueue((why, mayPass));
    }

    /// <inheritdoc/>
    public bool MayBlock => false;

    /// <inheritdoc/>
    public ChildEndpoint Grant(EndpointSpec spec)
    {
        lock (_lock)
        {
            if (_refusals.TryDequeue(out var refusal)) throw new NoEndpointException(refusal.Why) { MayPass = refusal.MayPass };
            ChildEndpoint endpoint = spec == EndpointSpec.Unix
                ? new UnixEndpoint($"/fake/{++_granted}.sock")
                : new TcpEndpoint("127.0.0.1", ++_granted % 65535 + 1);
            _out.Add(endpoint);
            return endpoint;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was not out: released twice, or never granted.</exception>
    public void Release(ChildEndpoint endpoint)
    {
        lock (_lock)
        {
            if (!_out.Remove(endpoint)) throw new InvalidOperationException($"{endpoint} was released without being granted.");
        }
    }
}
