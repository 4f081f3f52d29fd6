using Spinner.Actors;

namespace Spinner.FrontDoor;

/// <summary>A child as the door sees it: who is inside, who waits, where its current launch is reached. Safe for concurrent use.</summary>
sealed class App(string name, TimeProvider? clock = null)
{
    private readonly Lock _lock = new();
    private readonly Places _places = new();
    private int _waiting;
    private bool _isPoked;
    private volatile Upstream? _current;

    /// <summary>The child's name.</summary>
    public string Name => name;

    /// <summary>The name for strangers: of a script its last part, because no path of this machine is theirs to know.</summary>
    public string Title { get; } = TitleOf(name);

    /// <summary>The same of any child.</summary>
    public static string TitleOf(string name) => name[(name.TrimEnd('/').LastIndexOf('/') + 1)..];

    /// <summary>How long its last starts took.</summary>
    public StartTimes Starts { get; } = new(clock ?? TimeProvider.System);

    /// <summary>Requests that wait for it to start, or for a place in it.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A request goes into the child. Every success owes one <see cref="Leave"/>.</summary>
    public bool TryEnter(int most) => _places.TryEnter(most);

    /// <summary>The same when there is a place. Owes one <see cref="Leave"/> unless it is cancelled.</summary>
    public Task EnterAsync(int most, CancellationToken cancellationToken) => _places.EnterAsync(most, cancellationToken);

    public void Leave() => _places.Leave();

    /// <summary>Joins the queue unless it is full. Every success owes one <see cref="StopWaiting"/>.</summary>
    /// <param name="queue">How many may wait.</param>
    /// <param name="starts">It waits for a start.</param>
    public bool TryWait(int queue, bool starts)
    {
        if (Interlocked.Increment(ref _waiting) is var waiting && waiting <= queue)
        {
            if (waiting == 1 && starts) Starts.Begin();
            return true;
        }

        StopWaiting();
        return false;
    }

    /// <summary>The start goes on for nobody, unless it does so already. Every success owes one <see cref="EndPoke"/>.</summary>
    public bool TryPoke() => !Interlocked.Exchange(ref _isPoked, true);

    public void EndPoke() => Volatile.Write(ref _isPoked, false);

    public void StopWaiting() => Interlocked.Decrement(ref _waiting);

    /// <summary>The way into a launch, entered; the caller leaves it. The first that asks for a launch makes the way.</summary>
    public Upstream UpstreamOf(ChildEndpoint endpoint, int launch, UpstreamSettings settings)
    {
        if (_current is { } current && current.LeadsTo(endpoint, launch) && current.TryEnter()) return current;
        lock (_lock)
        {
            if (_current is { } made && made.LeadsTo(endpoint, launch) && made.TryEnter()) return made;
            var next = new Upstream(endpoint, launch, settings);
            next.TryEnter();
            if (_current is { } newer && newer.Launch > launch)
            {
                // Late, around the change of launches: it has its own way, and the later requests keep theirs.
                next.Retire();
                return next;
            }
            _current?.Retire();
            _current = next;
            return next;
        }
    }

    /// <summary>A launch and those before it have ended or were replaced: no new request goes there.</summary>
    public void Retire(int launch)
    {
        lock (_lock)
        {
            if (_current is not { } current || current.Launch > launch) return;
            _current = null;
            current.Retire();
        }
    }
}
