namespace Spinner.Benchmarks;

/// <summary>The command line of a comparison.</summary>
internal sealed record CompareArguments(string? Json, string? Peers, bool Brief)
{
    public const string Usage = """
        usage: dotnet run -c Release --project tests/Spinner.Benchmarks -- compare [--json FILE] [--peers DIRECTORY] [--brief]
               dotnet run -c Release --project tests/Spinner.Benchmarks -- costs [--json FILE] [--brief]
               dotnet run -c Release --project tests/Spinner.Benchmarks -- frontdoor [--json FILE] [--bundled] [--pooled] [--brief]
               dotnet run -c Release --project tests/Spinner.Benchmarks -- capacity [--json FILE] [--brief]
               dotnet run -c Release --project tests/Spinner.Benchmarks -- program [--json FILE] [--peers DIRECTORY] [--brief]
               dotnet run -c Release --project tests/Spinner.Benchmarks -- micro

        compare              the bare kernel, this library and other supervisors in turns, then as costs
        costs                memory, idle CPU, output and warm starts of this library alone
        frontdoor            requests through the front door, bare and through nginx; first requests; reloads under load
        capacity             how long clients wait under a memory budget, by who makes way, in virtual time
        program              the native program: memory, start of its daemon, commands, beside an empty native program
        micro                single steps, by BenchmarkDotNet

        --json FILE          the numbers and all samples
        --brief              a twentieth of everything: whether it runs, no figures to look at
        --bundled            the load of this program even where wrk is installed
        --peers DIRECTORY    where `npm install spinner@0.3.4 pm2` was run; supervisord, s6 and runit are found on the PATH
        """;

    /// <summary>Null when the arguments make no sense.</summary>
    public static CompareArguments? TryParse(string[] args)
    {
        var parsed = new CompareArguments(null, null, false);
        while (args.Length > 0)
        {
            switch (args)
            {
                case ["--json", var file, .. var rest]: (parsed, args) = (parsed with { Json = file }, rest); break;
                case ["--peers", var directory, .. var rest]: (parsed, args) = (parsed with { Peers = Path.GetFullPath(directory) }, rest); break;
                case ["--brief", .. var rest]: (parsed, args) = (parsed with { Brief = true }, rest); break;
                default: return null;
            }
        }

        return parsed;
    }
}
