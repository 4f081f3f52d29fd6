using System.Runtime.CompilerServices;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Hostile;

/// <summary>Nothing of a spinner is kept once it is disposed, though its actor system lives on.</summary>
public sealed class DisposedSpinnersSpec : Akka.TestKit.Xunit2.TestKit
{
    [Fact(Timeout = 60_000)]
    public async Task A_disposed_spinner_is_collected()
    {
        var disposed = new List<WeakReference>();
        for (var i = 0; i < 20; i++) disposed.Add(await MadeAndDisposedAsync($"made-{i}"));

        // Threads that have just served it may hold the last of them for a moment.
        await Spinner.Tests.Eventually.HoldsAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return disposed.Count(d => d.IsAlive) <= 2;
        }, "all but the last are collected");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> MadeAndDisposedAsync(string name)
    {
        var launcher = FakeLauncher.Obedient();
        var spinner = Sys.CreateSpinner(new SpinnerOptions { Launcher = launcher, Endpoints = new FakeEndpoints() }, name);
        await spinner.StartAsync(new ChildOptions { Name = "web", Command = "any" });
        await spinner.DisposeAsync();
        return new WeakReference(launcher);
    }
}
