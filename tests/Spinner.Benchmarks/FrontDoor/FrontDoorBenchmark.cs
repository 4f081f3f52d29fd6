using System.Diagnostics;
using System.Net;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Benchmarks.FrontDoor.Loads;
using Spinner.Benchmarks.FrontDoor.Proxies;
using Spinner.FrontDoor;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>The front door beside the bare child and nginx, taking turns, so that a busy machine is busy for all of them.</summary>
internal sealed class FrontDoorBenchmark(ISpinner spinner, int port, ILoad load, bool inline, Workshop workshop, NativePrograms programs)
{
    private static readonly int ColdRounds = Effort.Of(31);
    private static readonly int Crowd = Effort.Of(500);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(FrontDoorArguments arguments)
    {
        Effort.IsBrief = arguments.Brief;
        if (!arguments.Pooled) InlineCompletions.Use();
        using var workshop = new Workshop();
        if (await BuildAsync(workshop.Directory) is not { } programs)
        {
            Console.Error.WriteLine("There is no gcc here that builds the child and the floor, so there is nothing to measure.");
            return 1;
        }

        using var system = ActorSystem.Create("bench", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
        // Not right below the directory for temporary files: a watch on one that holds, or held, ten thousand others takes the kernel some 10 ms.
        var monitored = Path.Combine(Directory.CreateDirectory(Path.Combine(workshop.Directory, "watched")).FullName, "monitored");
        await File.WriteAllTextAsync(monitored, "");
        var child = new ChildOptions { Name = "web", Command = programs.Child, Endpoint = EndpointSpec.Unix, Stdout = OutputTarget.None };
        await using var spinner = system.CreateSpinner(new SpinnerOptions
        {
            Children = [child with { Monitor = MonitorTarget.Path(monitored) }, child with { Name = "tcp", Endpoint = EndpointSpec.Tcp }],
        }.BehindDoor());
        await using var server = await FrontDoorServer.StartAsync(spinner, new FrontDoorOptions
        {
            Listen = ["http://127.0.0.1:0"],
            Defaults = new() { Queue = Crowd },
        });
        ILoad load = !arguments.Bundled && Programs.Find("wrk") is { } wrk ? new Wrk(wrk) : new BundledLoad();
        var port = new Uri(server.Addresses[0]).Port;
        var report = await new FrontDoorBenchmark(spinner, port, load, !arguments.Pooled, workshop, programs).MeasureAsync(monitored);
        Console.Write(Effort.Shown(report.ToTable()));
        if (arguments.Json is { } file) await File.WriteAllTextAsync(file, report.ToJson());
        return 0;
    }

    private async Task<FrontDoorReport> MeasureAsync(string monitored)
    {
        var overFloor = await FirstRequestsAsync();
        var crowd = await CrowdAsync();
        var (warm, shapes, idle, idleNginx) = await WarmAsync();
        var failed = await new Reloads(spinner, "web", monitored).FailedAsync(load, port);
        return new FrontDoorReport(overFloor, crowd, failed) 
        {
            Load = load.Name, Warm = warm, Shapes = shapes, IdleKiB = idle, IdleKiBOfNginx = idleNginx,
        };
    }

    /// <summary>The first request of a stopped child and the floor's spawn of the same program, in turns; the difference of the medians.</summary>
    private async Task<double> FirstRequestsAsync()
    {
        using var floor = new Floor(programs);
        var bare = new Contenders.FloorContender(floor, workshop);
        using var client = Client();
        var (ours, floors) = (new List<double>(), new List<double>());
        for (var round = 0; round <= ColdRounds; round++)
        {
            await spinner.StopAsync("web");
            var start = Stopwatch.GetTimestamp();
            _ = await client.GetByteArrayAsync(new Uri("/", UriKind.Relative));
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var least = await bare.ColdAsync(ColdStart.Unix);
            if (round == 0 || least is not { } milliseconds) continue;
            ours.Add(took);
            floors.Add(milliseconds);
        }

        return Median(ours) - Median(floors);
    }

    private async Task<int> CrowdAsync()
    {
        await spinner.StopAsync("web");
        using var client = Client();
        var answers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(async _ =>
        {
            using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
            return (answer.StatusCode, Pid: answer.Headers.TryGetValues("X-Pid", out var pid) ? pid.First() : null);
        }));
        return answers.Where(a => a.StatusCode == HttpStatusCode.OK).GroupBy(a => a.Pid).Select(g => g.Count()).DefaultIfEmpty(0).Max();
    }

    private async Task<(IReadOnlyList<WarmTarget> Warm, IReadOnlyList<Shape> Shapes, double Idle, double? IdleOfNginx)> WarmAsync()
    {
        using var unix = await spinner.UseAsync("web");
        using var tcp = await spinner.UseAsync("tcp");
        var free = ((TcpEndpoint)workshop.Tcp()).Port;
        using var nginx = Programs.Find("nginx") is { } path ? new Nginx(path, workshop.Directory, free, unix.Endpoint) : null;
        await using var bare = await BareForwarder.StartAsync(unix.Endpoint, inline);
        await using var lean = await LeanForwarder.StartAsync(unix.Endpoint, inline);
        List<WarmTarget> targets =
        [
            new("direct", ((TcpEndpoint)tcp.Endpoint).Port, IsOwn: false),
            new(WarmTarget.FrontDoor, port, IsOwn: true),
            new("bare forwarder", bare.Port, IsOwn: true),
            new("lean forwarder", lean.Port, IsOwn: true),
        ];
        var another = ((TcpEndpoint)workshop.Tcp()).Port;
        using var haproxy = Programs.Find("haproxy") is { } other ? new Haproxy(other, workshop.Directory, another, unix.Endpoint) : null;
        if (nginx is not null) targets.Add(new(WarmTarget.Nginx, free, IsOwn: false, nginx));
        if (haproxy is not null) targets.Add(new(WarmTarget.Haproxy, another, IsOwn: false, haproxy));
        await new WarmRounds(load).RunAsync(targets);
        var shapes = await Shape.MeasureAsync(load, [.. targets.Where(t => t.Name is WarmTarget.FrontDoor or WarmTarget.Nginx or WarmTarget.Haproxy)]);
        var idle = await IdleConnections.MeasureAsync(port, ProcessUsage.ResidentKiB);
        IRival? rival = nginx;
        return (targets, shapes, idle, rival is null ? null : await IdleConnections.MeasureAsync(free, () => rival.ResidentKiB));
    }

    private HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        client.DefaultRequestHeaders.Host = "web.localhost";
        return client;
    }

    private static async Task<NativePrograms?> BuildAsync(string directory)
    {
        if (await NativePrograms.BuildAsync(directory) is not { } programs || Programs.Find("gcc") is not { } gcc) return null;
        var web = Path.Combine(directory, "web");
        await Programs.RunAsync(gcc, "-O2", "-static", "-D_GNU_SOURCE", "-o", web, Path.Combine(AppContext.BaseDirectory, "FrontDoor", "web.c"));
        return programs with { Child = web };
    }

    private static double Median(IReadOnlyList<double> values) => new Samples("", "", values).Median;
}
