using System.Diagnostics;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;

namespace Spinner.Benchmarks.Contenders;

/// <summary>This library as its users call it, actors and all.</summary>
internal sealed partial class SpinnerContender : IContender, IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly NativePrograms _programs;
    private readonly Workshop _workshop;

    public SpinnerContender(string name, EngineChoice engine, NativePrograms programs, Workshop workshop)
    {
        (Name, _programs, _workshop) = (name, programs, workshop);
        _system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka.loglevel = WARNING"));
        Spinner = _system.CreateSpinner(new SpinnerOptions
        {
            Engine = engine,
            Defaults = new ChildOptions { Endpoint = EndpointSpec.Unix, Stdout = OutputTarget.None, Stderr = OutputTarget.None },
        });
    }

    public string Name { get; }

    public bool IsQuick => true;

    public ISpinner Spinner { get; }

    public async Task<double?> ColdAsync(ColdStart kind)
    {
        if (kind == ColdStart.Node && _programs.Node is null) return null;
        var child = Child(_programs.CommandLine(kind)) with { Endpoint = kind == ColdStart.Tcp ? EndpointSpec.Tcp : null };
        var from = Stopwatch.GetTimestamp();
        await Spinner.StartAsync(child);
        var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        await RemoveAsync(child);
        return took;
    }

    public async Task<double?> CrashAsync()
    {
        var child = Child(_programs.Child);
        var first = await Spinner.StartAsync(child);
        await using var events = Spinner.WatchAsync().GetAsyncEnumerator();
        await events.MoveNextAsync();
        var from = Stopwatch.GetTimestamp();
        _ = Kill(first.Pid, 9);
        do await events.MoveNextAsync();
        while (events.Current is not ChildRestarted);
        var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        await RemoveAsync(child);
        return took;
    }

    public async Task<(double Start, double Stop)> FleetAsync(int count)
    {
        var children = Enumerable.Range(0, count).Select(_ => Child(_programs.Child)).ToList();
        var from = Stopwatch.GetTimestamp();
        await Task.WhenAll(children.Select(child => Spinner.StartAsync(child)));
        var started = Stopwatch.GetTimestamp();
        await Spinner.StopAllAsync();
        var stopped = Stopwatch.GetTimestamp();
        foreach (var child in children) await RemoveAsync(child);
        return (Stopwatch.GetElapsedTime(from, started).TotalMilliseconds, Stopwatch.GetElapsedTime(started, stopped).TotalMilliseconds);
    }

    /// <summary>Options of a child with a name of its own.</summary>
    public ChildOptions Child(params string[] commandLine) => new() { Name = _workshop.Name(), Command = commandLine[0], Args = commandLine[1..] };

    public Task RemoveAsync(ChildOptions child) => Spinner.RemoveAsync(child.Name!);

    public async ValueTask DisposeAsync()
    {
        await Spinner.DisposeAsync();
        await _system.Terminate();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}
