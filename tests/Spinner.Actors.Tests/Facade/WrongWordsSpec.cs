using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Output;
using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Facade;

/// <summary>What users read when something is wrong: in exceptions and in the log of a system whose level is WARNING.</summary>
public sealed class WrongWordsSpec : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher = FakeLauncher.Obedient();
    private readonly ISpinner _spinner;

    public WrongWordsSpec() : base(VirtualTime.Config, "words") =>
        _spinner = Sys.CreateSpinner(VirtualTime.Options(_clock, _launcher) with { Children = [Web, Web with { Name = "api" }] });

    private static ChildOptions Web { get; } = new() { Name = "web", Command = "any" };

    public static TheoryData<string> Calls => ["start", "use", "lease", "run", "output", "message"];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spinner.DisposeAsync();

    [Theory, MemberData(nameof(Calls))]
    public async Task A_typo_in_a_name_is_told_with_the_names_there_are(string call)
    {
        var wrong = await Assert.ThrowsAsync<SpinnerRejectedException>(() => call switch
        {
            "start" => _spinner.StartAsync("wbe"),
            "use" => _spinner.UseAsync("wbe").AsTask(),
            "lease" => _spinner.LeaseAsync("wbe"),
            "run" => _spinner.RunAsync("wbe"),
            "output" => _spinner.ReadOutputAsync("wbe").GetAsyncEnumerator().MoveNextAsync().AsTask(),
            _ => ToldAsync(),
        });
        Assert.Equal((SpinnerError.NoSuchChild, "no child 'wbe'; declared: api, web"), (wrong.Reason, wrong.Message));

        async Task ToldAsync() => throw new SpinnerRejectedException((Rejected)await _spinner.Manager.Ask<IStartReply>(new StartChild("wbe"), RemainingOrDefault));
    }

    [Fact]
    public async Task Of_many_names_some_are_told()
    {
        foreach (var n in Enumerable.Range(0, 30)) await _spinner.StartAsync(Web with { Name = $"w{n:00}" });
        var wrong = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _spinner.StartAsync("wbe"));
        Assert.EndsWith("w08 and 22 more", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_declared_and_removed_comes_back_by_its_name()
    {
        await _spinner.RemoveAsync("web");
        Assert.Equal("web", (await _spinner.StartAsync("web")).Name);
    }

    [Fact]
    public async Task A_script_is_started_by_its_path_and_a_missing_one_is_called_a_script()
    {
        using var directory = new TempDirectory();
        var script = Path.Combine(directory.Path, "job.sh");
        await File.WriteAllTextAsync(script, "sleep 1");
        Assert.Equal(script, (await _spinner.StartScriptAsync(script)).Name);

        var missing = Path.Combine(directory.Path, "nope.py");
        var wrong = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _spinner.StartScriptAsync(missing));
        Assert.EndsWith($"The script {missing} does not exist.", wrong.Message, StringComparison.Ordinal);
        wrong = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _spinner.StartAsync(new ChildOptions { Script = script, Name = "other", Monitor = MonitorTarget.Path(missing) }));
        Assert.Contains($"The monitored path {missing} does not exist", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launch_that_fails_is_a_warning_and_a_fault_an_error_with_the_time_of_the_next_try()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        await _spinner.StartAsync("web");
        _launcher.Last.Exit(3);
        var crash = await TextAsync<Warning>();
        Assert.Equal("Child web Crashed in attempt 1 of 3: ended with exit code 3 while started", crash);
        await Eventually.HoldsAsync(() => _launcher.Launches.Count == 2, "it is launched anew");

        _launcher.Last.Exit(4);
        await TextAsync<Warning>();
        var fault = await TextAsync<Error>();
        Assert.StartsWith("Child web is faulted, CrashLoop: ", fault, StringComparison.Ordinal);
        var retryAt = (await _spinner.GetAsync("web"))!.Fault!.RetryAt!.Value;
        Assert.EndsWith($"starts are tried again from {retryAt:O}", fault, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _spinner.StartAsync("web"));
        Assert.Contains($"{retryAt:O}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_a_child_writes_is_an_entry_of_the_log_with_a_class_of_its_own()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        await _spinner.StartAsync("web");
        _launcher.Last.Plan.Log(new OutputBatch(IsError: true, "1\n\n{3}", 0));
        foreach (var line in new[] { "1", "", "{3}" })
        {
            var entry = await ExpectMsgAsync<Warning>();
            Assert.Equal((line, typeof(OutputLog)), (entry.ToString().Split("] ")[^1], entry.LogClass));
            Assert.StartsWith("web", entry.LogSource, StringComparison.Ordinal);
        }
    }

    private async Task<string> TextAsync<T>() where T : LogEvent => (await ExpectMsgAsync<T>()).Message.ToString()!;
}
