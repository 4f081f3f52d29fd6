using Spinner.Actors;


namespace Spinner.Processes.Tests.Linux;

/// <summary>Threads that live as long as the process keep nothing of who started them.</summary>
public class ContextSpec
{
    private static readonly AsyncLocal<string?> Secret = new();

    [Fact(Timeout = 90_000)]
    public async Task Nobody_sees_the_context_of_the_first_caller()
    {
        Secret.Value = "of the first caller";
        var engine = new LinuxEngine(new LibcSyscalls());
        var threads = new BlockingThreads("test");
        var started = Quietly.Start(() => Task.Run(() => Secret.Value));
        var (seen, seenThere) = (new TaskCompletionSource<string?>(), new TaskCompletionSource<string?>());
        engine.Reactor.Post(() => seen.SetResult(Secret.Value));
        Assert.Null(await seen.Task);
        threads.Post(() => seenThere.SetResult(Secret.Value));
        Assert.Null(await seenThere.Task);
        Assert.Null(await started);
        engine.Dispose();

        var observer = new Engine.RecordingObserver();
        string? inLog = "";
        using var launch = new LinuxLauncher().Launch(Fleet.Plan("echo", "a") with { Stdout = OutputTarget.Log, Log = _ => inLog = Secret.Value }, observer);
        await observer.WhenExited;
        await Eventually.HoldsAsync(() => inLog is null, "the log was called without it");
    }
}
