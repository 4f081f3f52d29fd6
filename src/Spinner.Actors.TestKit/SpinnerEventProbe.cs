using Akka.Actor;
using Akka.TestKit;

namespace Spinner.Actors.TestKit;

/// <summary>
/// Hears the child events of an actor system's event stream and hands them out in order, child by child. Used by one test at a time.
/// </summary>
public sealed class SpinnerEventProbe
{
    private readonly TestProbe _probe;
    private readonly string? _spinner;
    private readonly List<ChildEvent> _heard = [];

    internal SpinnerEventProbe(TestProbe probe, string? spinner)
    {
        (_probe, _spinner) = (probe, spinner);
        probe.Sys.EventStream.Subscribe(probe.Ref, typeof(ChildEvent));
    }

    /// <summary>The events that no expectation has taken yet, oldest first.</summary>
    public IReadOnlyList<ChildEvent> Pending
    {
        get
        {
            while (Receive(TimeSpan.Zero)) { }
            return [.. _heard];
        }
    }

    /// <summary>The actor that is subscribed; tell it events of your own if you like.</summary>
    public IActorRef Ref => _probe.Ref;

    /// <summary>Waits for the next event of a child and takes it. Events of other children stay for their own expectations.</summary>
    /// <param name="child">The name of the child; null: the next event of any.</param>
    /// <param name="isExpected">What must hold for it; null: anything.</param>
    /// <param name="within">How long, by the clock on the wall; the spinner's own does not move. Default 3 s.</param>
    /// <typeparam name="T">The type it must have.</typeparam>
    /// <exception cref="ExpectationException">The next event was another one, or none came.</exception>
    public T ExpectEvent<T>(string? child = null, Func<T, bool>? isExpected = null, TimeSpan? within = null) where T : ChildEvent
    {
        var wait = within ?? TimeSpan.FromSeconds(3);
        var began = TimeProvider.System.GetTimestamp();
        int found;
        while ((found = _heard.FindIndex(e => child is null || e.Name == child)) < 0)
        {
            var left = wait - TimeProvider.System.GetElapsedTime(began);
            if (!Receive(left > TimeSpan.Zero ? left : TimeSpan.Zero) && left <= TimeSpan.Zero)
                throw new ExpectationException($"Expected {What<T>(child)} within {wait}, but none came.{Others()}");
        }

        var next = _heard[found];
        if (next is not T expected) throw new ExpectationException($"Expected {What<T>(child)}, but the next event was {next}");
        if (isExpected?.Invoke(expected) == false)
            throw new ExpectationException($"Expected {What<T>(child)} that meets the condition, but the next event was {next}");
        _heard.RemoveAt(found);
        return expected;
    }

    /// <summary>Looks whether a child has caused no event that was not taken yet.</summary>
    /// <param name="child">The name of the child; null: of any.</param>
    /// <param name="within">How long one may still come, by the clock on the wall. Default 0: enough in virtual time.</param>
    /// <exception cref="ExpectationException">There is one.</exception>
    public void ExpectNoEvent(string? child = null, TimeSpan? within = null)
    {
        while (Receive(within ?? TimeSpan.Zero)) { }
        var found = _heard.Find(e => child is null || e.Name == child);
        if (found is not null) throw new ExpectationException($"Expected no event{(child is null ? "" : $" of '{child}'")}, but there was {found}");
    }

    private bool Receive(TimeSpan wait)
    {
        if (_probe.ReceiveOne(wait) is not { } message) return false;
        if (message is ChildEvent happened && (_spinner is null || happened.Spinner == _spinner)) _heard.Add(happened);
        return true;
    }

    private static string What<T>(string? child) => child is null ? typeof(T).Name : $"{typeof(T).Name} of '{child}'";

    private string Others() => _heard.Count == 0 ? "" : $" Of others there are: {string.Join(", ", _heard)}";
}
