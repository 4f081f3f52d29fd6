using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Logs;

namespace Spinner.Actors.Tests.Properties;

/// <summary>The actor system all sequences share. What it publishes goes to the world it is about, on the thread that publishes it.</summary>
sealed class Stage : IDisposable
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }");

    private readonly ConcurrentDictionary<string, World> _worlds = new();
    private readonly ConcurrentBag<Parent> _parents = [];
    private int _names;

    public Stage()
    {
        System = ActorSystem.Create("properties", Quiet.WithFallback(VirtualTime.Config));
        var ear = new Ear(this, ((ExtendedActorSystem)System).Provider);
        foreach (var heard in (Type[])[typeof(ChildEvent), typeof(UnhandledMessage), typeof(Error)]) System.EventStream.Subscribe(ear, heard);
    }

    public ActorSystem System { get; }

    /// <summary>What was published about nobody.</summary>
    public ConcurrentQueue<string> Astray { get; } = new();

    /// <summary>A name nobody else has; the world hears from now on.</summary>
    public string Enter(World world)
    {
        var name = $"s{Interlocked.Increment(ref _names)}";
        _worlds[name] = world;
        return name;
    }

    /// <summary>Lends an actor below which the calling thread is alone; the user guardian is shared, so another thread may be running it.</summary>
    public Parent Lend() => _parents.TryTake(out var parent) ? parent : new Parent(System, $"parent-{Interlocked.Increment(ref _names)}");

    public void Leave(string name, Parent parent)
    {
        _worlds.TryRemove(name, out _);
        _parents.Add(parent);
    }

    public void Dispose() => System.Terminate().GetAwaiter().GetResult();

    private void Hear(object message)
    {
        var (about, what) = message switch
        {
            ChildEvent e => (e.Spinner, ""),
            UnhandledMessage u => (NameIn(u.Recipient.Path.ToString()), $"nobody handles {u.Message} ({u.Recipient.Path.Name})"),
            // What the user's code throws is told, as it should be.
            Error { Cause: UserBug or InvalidOperationException { Message: "it gave no launch" } } e => (NameIn(e.LogSource), ""),
            Error e when FaultEntry.Is(e) => (NameIn(e.LogSource), ""),
            Error e => (NameIn(e.LogSource), $"error: {e.Message} {e.Cause}"),
            _ => ("", ""),
        };
        if (!_worlds.TryGetValue(about, out var world)) Astray.Enqueue($"{message}");
        else if (message is ChildEvent happened) world.Hear(happened);
        else if (what.Length > 0) world.Broken(what);
    }

    private static string NameIn(string path)
    {
        const string above = "/user/parent-";
        var from = path.IndexOf(above, StringComparison.Ordinal);
        if (from < 0) return "";
        var below = path.Skip(from + above.Length).SkipWhile(char.IsAsciiDigit).Skip(1);
        return new string([.. below.TakeWhile(char.IsAsciiLetterOrDigit)]);
    }

    private sealed class Ear(Stage stage, IActorRefProvider provider) : MinimalActorRef
    {
        public override ActorPath Path { get; } = provider.RootPath / "temp" / "ear";

        public override IActorRefProvider Provider { get; } = provider;

        protected override void TellInternal(object message, IActorRef sender) => stage.Hear(message);
    }
}
