using System.Collections;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Hostile;

/// <summary>A request that is nonsense is answered, and costs no child anything.</summary>
public class HostileRequestsSpec(TableSystem table) : ChildSpecs(table)
{
    private static readonly ChildOptions Any = new() { Name = "other", Command = "any" };

    private static readonly object[] Commands =
    [
        new StartChild(null!), new StartChild(null!, new ChildOptions { Command = "any" }), new StartChild(null!) { Lease = true }, new EndLease(null!), new StopChild(null!),
        new StopChild(null!) { OnlyIfIdle = true }, new RestartChild(null!), new RemoveChild(null!), new GetChild(null!), new HoldRunning(null!),
        new UndeclareChild(null!), new ReportUnreachable(null!, 1),
    ];

    private static readonly Dictionary<string, ChildOptions> Unreadable = new()
    {
        ["a null path of readiness"] = Any with { Ready = Readiness.Http(null!) },
        ["a null argument"] = Any with { Args = [null!] },
        ["a null value of a variable"] = Any with { Environment = new Dictionary<string, string> { ["A"] = null! } },
        ["arguments that throw"] = Any with { Args = new Throwing() },
        ["variables that throw"] = Any with { Environment = new Throwing() },
        ["arguments without end"] = Any with { Args = new Endless() },
        ["arguments that lie about how many they are"] = Any with { Args = new Lying(), Command = null },
        ["a null directory name"] = Any with { WorkingDirectory = "\0" },
        ["a null file"] = Any with { Stdout = OutputTarget.File("\0") },
        ["no pattern of a line"] = Any with { Ready = Readiness.Log(null!) },
        ["a pattern that is none"] = Any with { Ready = Readiness.Log("(") },
        ["no command of readiness"] = Any with { Ready = Readiness.Exec(null!, []) },
        ["a null argument of readiness"] = Any with { Ready = Readiness.Exec("any", [null!]) },
        ["a null argument to stop it"] = Any with { StopCommand = [null!] },
        ["arguments to stop it that throw"] = Any with { StopCommand = new Throwing() },
        ["codes that throw"] = Any with { SuccessCodes = new ThrowingList<int>() },
        ["other codes that throw"] = Any with { NoRestartCodes = new ThrowingList<int>() },
        ["a null need"] = Any with { Needs = [null!] },
        ["a need without a name"] = Any with { Needs = [new ChildNeed(null!)] },
        ["needs that throw"] = Any with { Needs = new ThrowingList<ChildNeed>() },
        ["a kind there is none of"] = Any with { Kind = (ChildKind)99 },
        ["a policy there is none of"] = Any with { Restart = (RestartPolicy)99 },
        ["a reload there is none of"] = Any with { Reload = (ReloadMode)99 },
        ["a need for what there is none of"] = Any with { Needs = [new ChildNeed("x") { When = (NeedWhen)99 }] },
        ["a null line"] = Any with { Command = null, Run = "a\0b" },
        ["a null script"] = Any with { Command = null, Script = "a\0b" },
        ["a null socket"] = Any with { Endpoint = EndpointSpec.Path("/a\0b") },
        ["a null monitor"] = Any with { Monitor = MonitorTarget.Path("a\0b") },
    };

    public static TheoryData<string> Unread => [.. Unreadable.Keys];

    public static TheoryData<int> Nameless => [.. Enumerable.Range(0, Commands.Length)];

    [Theory, MemberData(nameof(Nameless))]
    public void Without_a_name_it_is_answered(int which)
    {
        InStarted();
        var command = Commands[which];

        if (command is ISpinnerCommand or ISpinnerQuery) Assert.Single(Send(command).Heard);
        else Manager.Tell(new Request(command, Waiter.Nobody));

        Is(ChildState.Started);
    }

    [Theory, MemberData(nameof(Unread))]
    public void Whose_options_cannot_be_read_is_rejected_by_name(string options)
    {
        MayLogErrors = true;
        InStarted();

        Rejects(Send(new StartChild("other", Unreadable[options])), SpinnerError.InvalidOptions, "other");

        Is(ChildState.Started);
        Send(new GetChild("other")).Gets<NoSuchChild>();
    }

    [Fact]
    public async Task Whose_options_take_for_ever_to_read_keeps_no_other_waiting()
    {
        using var blocked = new ManualResetEventSlim();
        await using var system = new SystemInRealTime();
        await using var spinner = system.System.CreateSpinner(new SpinnerOptions { Launcher = FakeLauncher.Obedient(), Endpoints = new FakeEndpoints() });
        var slow = spinner.Manager.Ask<IStartReply>(new StartChild("other", Any with { Args = new Blocking(blocked) }), Seconds(60));

        await spinner.StartAsync(Any with { Name = "good" });
        blocked.Set();

        Assert.IsType<ChildReady>(await slow);
    }

    [Theory, MemberData(nameof(Unread))]
    public void To_declare_what_cannot_be_read_is_rejected(string options)
    {
        InStarted();
        var asker = Asker();

        Manager.Tell(new Request(new DeclareChild(Unreadable[options]), new ActorWaiter(asker)));

        Rejects(asker, SpinnerError.InvalidOptions, "other");
        Is(ChildState.Started);
    }

    [Fact]
    public void Collections_that_change_after_the_request_change_no_child()
    {
        var args = new List<string> { "one" };
        var variables = new Dictionary<string, string> { ["A"] = "1" };
        var start = Send(new StartChild("other", Any with { Args = args, Environment = variables }));
        Launch.Exit(1);
        args.Add("two");
        variables["A"] = "2";

        Clock.Advance(Seconds(0.24));

        Assert.Equal(["one"], Launch.Plan.Args);
        Assert.Equal("1", Launch.Plan.Environment["A"]);
        Launch.BecomeReady();
        start.Gets<ChildReady>();
        Launch.OnTerminate = l => l.Exit(0);
        Send(new StopChild("other")).Gets<StopSucceeded>();
        ForgetEvents();
    }

    private sealed class Throwing : IReadOnlyList<string>, IReadOnlyDictionary<string, string>
    {
        public int Count => throw new InvalidOperationException("no count");
        public string this[int index] => throw new InvalidOperationException("no item");
        public string this[string key] => throw new InvalidOperationException("no value");
        public IEnumerable<string> Keys => throw new InvalidOperationException("no keys");
        public IEnumerable<string> Values => throw new InvalidOperationException("no values");
        public bool ContainsKey(string key) => throw new InvalidOperationException("no key");
        public bool TryGetValue(string key, out string value) => throw new InvalidOperationException("no value");
        public IEnumerator<string> GetEnumerator() => throw new InvalidOperationException("no items");
        IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() => throw new InvalidOperationException("no items");
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class ThrowingList<T> : IReadOnlyList<T>
    {
        public int Count => throw new InvalidOperationException("no count");
        public T this[int index] => throw new InvalidOperationException("no item");
        public IEnumerator<T> GetEnumerator() => throw new InvalidOperationException("no items");
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Endless : IReadOnlyList<string>
    {
        public int Count => int.MaxValue;
        public string this[int index] => "again";
        public IEnumerator<string> GetEnumerator()
        {
            while (true) yield return "again";
        }
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class SystemInRealTime : IAsyncDisposable
    {
        public ActorSystem System { get; } = ActorSystem.Create("real");

        public async ValueTask DisposeAsync() => await System.Terminate();
    }

    private sealed class Blocking(ManualResetEventSlim until) : IReadOnlyList<string>
    {
        public int Count => 1;
        public string this[int index] => "late";
        public IEnumerator<string> GetEnumerator()
        {
            until.Wait();
            yield return "late";
        }
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class Lying : IReadOnlyList<string>
    {
        public int Count => 0;
        public string this[int index] => throw new ArgumentOutOfRangeException(nameof(index));
        public IEnumerator<string> GetEnumerator()
        {
            yield return "not\0passable";
        }
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
