using System.CommandLine;
using System.Globalization;
using Spinner.Control.Contract;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;

namespace Spinner.Host.Commands;

/// <summary>Commands that show children.</summary>
static class QueryCommands
{
    public static IEnumerable<Command> Create() =>
        [List(), One("get", "Shows a child", Describe), One("explain", "Says why a child is in its state", Explain)];

    private static Command List()
    {
        var command = new Command("list", "Shows all children");
        command.Aliases.Add("ls");
        Invocation.Run(command, async run =>
        {
            await (run.Form switch
            {
                OutputForm.Json => run.Out.WriteLineAsync(await run.Client.GetTextAsync("/v1/children", run.Cancelled)),
                OutputForm.Jsonl => WriteLinesAsync(run),
                _ => WriteTableAsync(run),
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task WriteLinesAsync(Invocation run)
    {
        var lines = await run.Client.GetAsync(
            "/v1/children", json => json.EnumerateObject().Select(child => child.Value.GetRawText()).ToList(), run.Cancelled);
        foreach (var line in lines) await run.Out.WriteLineAsync(line);
    }

    private static async Task WriteTableAsync(Invocation run)
    {
        var children = await run.Client.GetAsync("/v1/children", Answers.Children, run.Cancelled);
        var needs = children.Values.Any(c => c.Options.Needs.Count > 0);
        Columns.Write(run.Out, Columns.TerminalWidth(), Columns.Children(needs), Columns.Of(children.Values, TimeProvider.System.GetUtcNow(), needs));
    }

    private static Command One(string verb, string description, Func<Invocation, ChildView, IEnumerable<string>> show)
    {
        var name = new Argument<string>("name") { Description = "Its name" };
        ChildNames.Complete(name);
        var command = new Command(verb, description) { name };
        Invocation.Run(command, async run =>
        {
            var path = ControlClient.PathOf(run.Parsed.GetValue(name)!);
            var (child, text) = await run.Client.GetAsync(path, json => (Answers.Child(json), json.GetRawText()), run.Cancelled);
            if (run.Form != OutputForm.Table) await run.Out.WriteLineAsync(text);
            else foreach (var line in show(run, child)) await run.Out.WriteLineAsync(Cells.Printable(line));
            // What does not run, and may have to have others stopped, or to wait, says so.
            if (run.Form == OutputForm.Table && verb == "explain" && child.Pid is null && child.WaitsFor is null)
                foreach (var line in await PlanCommand.WorthTellingAsync(run, child.Name)) await run.Out.WriteLineAsync(Cells.Printable($"plan      {line}"));
            return child.State == "faulted" && verb == "explain" ? ExitCodes.Faulted : ExitCodes.Ok;
        });
        return command;
    }

    private static IEnumerable<string> Describe(Invocation run, ChildView child)
    {
        yield return $"name      {child.Name}";
        yield return $"kind      {child.Kind}";
        yield return $"state     {child.State} for {Cells.Span(TimeProvider.System.GetUtcNow() - child.Since)}";
        if (child.Endpoint is { IsNone: false } endpoint) yield return $"endpoint  {endpoint.Format()}";
        if (child.Pid is { } pid) yield return string.Create(CultureInfo.InvariantCulture,
            $"pid       {pid} (cpu {child.CpuSeconds ?? 0:0.00} s, memory {Cells.Bytes(child.MemoryBytes ?? 0)})");
        yield return $"launches  {child.Launches}";
        yield return $"command   {child.Options.Command} {string.Join(' ', child.Options.Args)}";
        if (child.Options.Cwd is { } directory) yield return $"cwd       {directory}";
        if (child.Options.Monitor is { } monitor) yield return $"monitor   {monitor}";
        if (child.Options.Needs.Count > 0) yield return $"needs     {string.Join(", ", child.Options.Needs.Select(NeedTree.Format))}";
        if (child.Options.Limits.Count > 0) yield return $"limits    {string.Join(", ", child.Options.Limits.Select(l => $"{l.Key} {l.Value}"))}";
        foreach (var line in Reasons(child)) yield return line;
    }

    private static IEnumerable<string> Explain(Invocation run, ChildView child)
    {
        yield return $"{child.Name} ({child.Kind}) is {child.State} for {Cells.Span(TimeProvider.System.GetUtcNow() - child.Since)}";
        foreach (var line in Reasons(child)) yield return line;
        if (child.LastExit is { } exit && child.DownBecause != $"ended with {exit.Text}") yield return $"ended     with {exit.Text}";
        foreach (var line in child.ErrorTail.TakeLast(10)) yield return $"  | {line}";
    }

    private static IEnumerable<string> Reasons(ChildView child)
    {
        if (child.WaitsFor is { } needs) yield return $"waits     for {needs}";
        if (child is { Fault: null, Attempt: { } attempt } && (attempt > 1 || child.NextAttemptAt is not null)) yield return string.Create(
            CultureInfo.InvariantCulture,
            $"attempt   {attempt} of {child.Attempts}{(child.NextAttemptAt is { } at ? $" has failed; the next one is begun at {Clock(at)}" : "")}");
        if (child.AliveBecause is { NeededBy: { Count: > 0 } by }) yield return $"needed    by {string.Join(", ", by.Distinct())}";
        if (child.AliveBecause is { } alive) yield return $"alive     {Alive(alive, child.Options.Keep)}";
        if (child.Fault is null && child.DownBecause is { } down) yield return $"down      {Down(child, down)}";
        if (child.Fault is null && child.LastFault is { } last) yield return $"before    {last.Failure}: {last.Detail}";
        if (child.Fault is not { } fault) yield break;
        yield return $"fault     {fault.Failure}: {fault.Detail}";
        yield return $"next      {Next(child, fault)}";
    }

    private static string Next(ChildView child, FaultView fault) => (child.RelaunchAt, fault.RetryAt) switch
    {
        ({ } at, _) => $"it is launched again by itself at {Clock(at)}, because it is wanted; 'spinner restart' does so at once",
        (_, { } at) when at > TimeProvider.System.GetUtcNow() => $"nobody wants it: a start is accepted from {Clock(at)}; 'spinner restart' tries at once",
        (_, { }) when child.Kind == "task" => "'spinner run' runs it again",
        (_, { }) => "nobody wants it: the next start is tried",
        _ => "its process cannot be killed",
    };

    private static string Down(ChildView child, string down) => (child.Kind, down) switch
    {
        ("task", "done") => "it is done; 'spinner run' runs it again",
        (_, "never started") => down,
        var (_, ended) when ended.StartsWith("ended with", StringComparison.Ordinal) => $"{ended}, after which nothing follows; 'spinner start' starts it",
        _ => down,
    };

    private static string Alive(AliveView alive, bool isKept) => (alive, Uses: alive.Uses - alive.NeededBy.Count) switch
    {
        ({ Busy: true }, 1) => "it says that it is busy",
        ({ Busy: true }, > 1 and var uses) => $"{uses} uses in flight, one of them its own: it says that it is busy",
        (_, 1) => "1 use in flight",
        (_, > 1 and var uses) => $"{uses} uses in flight",
        _ when isKept => "it is kept",
        ({ NeededBy.Count: > 0, Keep: false }, _) => "as long as it is needed",
        ({ IdleDueAt: { } due }, _) => $"until {Clock(due)}, unless it is used again",
        _ => "it is never stopped for being idle",
    };

    private static string Clock(DateTimeOffset time) => time.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
