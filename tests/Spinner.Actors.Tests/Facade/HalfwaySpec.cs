using System.Collections.Concurrent;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Facade;

/// <summary>Whoever looks, or tries to get in, while a child changes finds it as it was or as it is: never halfway.</summary>
public sealed class HalfwaySpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private readonly WatchedClock _clock = new();
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly ISpinner _spinner;

    public HalfwaySpec() : base(VirtualTime.Config, "halfway") =>
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [new ChildOptions { Name = "web", Command = "any" }] });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Fact]
    public async Task A_child_that_is_shown_as_started_has_a_process()
    {
        await _spinner.StartAsync("web");
        var looks = new ConcurrentQueue<Task<IReadOnlyDictionary<string, ChildInfo>>>();
        _clock.OnRead = () => looks.Enqueue(_spinner.ListAsync());

        _launcher.Last.Exit(1);

        _clock.OnRead = null;
        var seen = (await Task.WhenAll(looks)).Select(list => list["web"]).ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, web => Assert.True(web.State != ChildState.Started || web.Pid is not null, $"{web.State}, process {web.Pid}"));
    }

    [Fact]
    public async Task A_child_that_is_told_to_listen_no_longer_lets_nobody_in()
    {
        await _spinner.StartAsync("web");
        var entered = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Action heard = () => entered.TrySetResult(_spinner.TryUse("web", out _));
        Sys.EventStream.Subscribe(Sys.ActorOf(Props.Create(() => new Listener(heard))), typeof(ChildError));
        _launcher.Last.Listening = false;

        ((LocalSpinner)_spinner).ReportUnreachable("web", 1);

        Assert.False(await entered.Task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(Action heard) => Receive<ChildError>(_ => heard());
    }

    /// <summary>Somebody looks each time the spinner asks what time it is, on the thread that asks.</summary>
    private sealed class WatchedClock : FakeTimeProvider
    {
        private Action? _onRead;

        public Action? OnRead
        {
            set => _onRead = value;
        }

        public override DateTimeOffset GetUtcNow()
        {
            // A look asks for the time itself.
            var look = Interlocked.Exchange(ref _onRead, null);
            look?.Invoke();
            if (look is not null) _onRead = look;
            return base.GetUtcNow();
        }
    }
}
