using System.Globalization;
using BenchmarkDotNet.Running;
using Spinner.Benchmarks;
using Spinner.Benchmarks.Capacity;
using Spinner.Benchmarks.Daemon;
using Spinner.Benchmarks.FrontDoor;
using Spinner.Benchmarks.FrontDoor.Loads;
using Spinner.Benchmarks.Micro;

switch (args)
{
    case ["compare" or "costs", .. var rest] when CompareArguments.TryParse(rest) is { } arguments:
        return await MeasureAsync(args[0] == "costs", arguments);
    case ["frontdoor", .. var rest] when FrontDoorArguments.TryParse(rest) is { } arguments:
        return await FrontDoorBenchmark.RunAsync(arguments);
    case [BundledLoad.Verb, var port, var seconds]:
        return await BundledLoad.AskAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
    case [IdleConnections.Verb, var port]:
        return await IdleConnections.HoldAsync(port);
    case ["capacity", .. var rest] when CompareArguments.TryParse(rest) is { Peers: null } arguments:
        return await CapacityBenchmark.RunAsync(arguments.Json, arguments.Brief);
    case ["program", .. var rest] when CompareArguments.TryParse(rest) is { } arguments:
        return await ProgramAsync(arguments);
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromTypes([typeof(WarmPath), typeof(OutputPath)]).Run(rest.Length == 0 ? ["--filter", "*"] : rest, new InProcess());
        return 0;
    default:
        Console.Error.WriteLine(CompareArguments.Usage);
        return 64;
}

static async Task<int> MeasureAsync(bool isCostsOnly, CompareArguments arguments)
{
    Effort.IsBrief = arguments.Brief;
    using var workshop = new Workshop();
    if (await BuildAsync(workshop) is not { } programs) return 1;
    var comparison = new Comparison(programs, workshop);
    var report = isCostsOnly ? await comparison.CostsAsync() : await comparison.RunAsync(arguments.Peers);
    return await ShowAsync(report.ToTable(), report.ToJson(), arguments);
}

static async Task<int> ProgramAsync(CompareArguments arguments)
{
    Effort.IsBrief = arguments.Brief;
    using var workshop = new Workshop();
    if (await BuildAsync(workshop) is not { } programs) return 1;
    var report = await new DaemonBenchmark(programs, workshop).RunAsync(arguments.Peers);
    return await ShowAsync(report.ToTable(), report.ToJson(), arguments);
}

static async Task<NativePrograms?> BuildAsync(Workshop workshop)
{
    var programs = await NativePrograms.BuildAsync(workshop.Directory);
    if (programs is null) Console.Error.WriteLine("There is no gcc here that builds the child and the floor, so there is nothing to measure.");
    return programs;
}

static async Task<int> ShowAsync(string table, string json, CompareArguments arguments)
{
    Console.WriteLine(Effort.Shown(table));
    if (arguments.Json is { } file) await File.WriteAllTextAsync(file, json);
    return 0;
}
