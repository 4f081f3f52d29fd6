using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Hears what it is told, at once and in order: a probe without a mailbox, for actors that run on the thread of the test.</summary>
public sealed class Listener : MinimalActorRef
{
    private readonly Lock _lock = new();
    private readonly List<object> _heard = [];

    public Listener(ActorSystem system)
    {
        Provider = ((ExtendedActorSystem)system).Provider;
        Path = Provider.TempPath();
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    /// <summary>Done on the spot with everything heard.</summary>
    public Action<object>? OnTold { get; init; }

    /// <summary>Everything heard and not taken.</summary>
    public IReadOnlyList<object> Heard
    {
        get
        {
            lock (_lock) return [.. _heard];
        }
    }

    /// <summary>It was told exactly one thing, and of this type.</summary>
    public T Gets<T>() => Assert.IsType<T>(Assert.Single(Heard));

    /// <summary>It was told nothing yet.</summary>
    public void Waits() => Assert.Empty(Heard);

    /// <summary>Takes what was heard first.</summary>
    public T Take<T>()
    {
        lock (_lock)
        {
            Assert.NotEmpty(_heard);
            var first = Assert.IsType<T>(_heard[0]);
            _heard.RemoveAt(0);
            return first;
        }
    }

    public void Forget()
    {
        lock (_lock) _heard.Clear();
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        lock (_lock) _heard.Add(message);
        OnTold?.Invoke(message);
    }
}
