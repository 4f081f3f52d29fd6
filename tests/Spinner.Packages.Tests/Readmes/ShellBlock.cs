namespace Spinner.Packages.Tests.Readmes;

/// <summary>A block for a shell in a README: what runs it, or why nothing does.</summary>
/// <param name="Readme">Where it stands.</param>
/// <param name="First">Its first command, without what stands behind it as a comment.</param>
/// <param name="RunBy">A file of the repository and what stands in it that runs the block; null: nothing does.</param>
/// <param name="Why">Why nothing runs it.</param>
sealed record ShellBlock(string Readme, string First, (string File, string Holds)? RunBy, string? Why = null)
{
    private const string Here = "tests/Spinner.Packages.Tests/";

    private static readonly (string, string) ByTool = (Here + "ToolSpec.cs", "It_is_installed_and_runs_its_quickstart_and_stops");
    private static readonly (string, string) ByAdding = (Here + "Readmes/NewProjectSpec.cs", nameof(NewProjectSpec.Packages_are_added_as_printed));
    private static readonly (string, string) ByProject = (Here + "Readmes/NewProjectSpec.cs", "A_console_gets_its_answer_from_a_child");
    private static readonly (string, string) ByWebProject = (Here + "Readmes/NewProjectSpec.cs", "A_web_api_brings_its_door_along");
    private static readonly (string, string) ByExamples = ("tests/Spinner.Examples.Tests/ExamplesSpec.cs", "RunningExample(\"RemoteControl\")");
    private static readonly (string, string) ByScript = (".ci/run", "--project src/Spinner.Host -- up");

    private static readonly (string, string) ByBenchmarks = ("tests/Spinner.Examples.Tests/BenchmarksSpec.cs", "--brief");

    private static readonly (string, string) ByNative = (".ci/native", "dotnet publish src/Spinner.Host -c ");

    private const string Benchmarks = "dotnet run -c Release --project tests/Spinner.Benchmarks -- ";
    private const string SuiteInSuite = "runs the suite that this test belongs to";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<ShellBlock> All { get; } =
    [
        new("README.md", "dotnet run --project src/Spinner.Host -- up", ByScript),
        new("README.md", "dotnet run --project src/examples/Quickstart", ByExamples),
        new("src/Spinner.Actors/README.md", "dotnet add package Spinner.Actors", ByProject),
        new("src/Spinner.Actors.Hosting/README.md", "dotnet add package Spinner.Actors.Hosting", ByAdding),
        new("src/Spinner.Actors.Remote/README.md", "dotnet add package Spinner.Actors.Remote", ByAdding),
        new("src/Spinner.Actors.Remote/README.md", "for name in node1 dashboard; do", (Here + "Readmes/CertificatesSpec.cs", "Shell.Run(")),
        new("src/Spinner.Actors.TestKit/README.md", "dotnet add package Spinner.Actors.TestKit", ByAdding),
        new("src/Spinner.FrontDoor/README.md", "dotnet add package Spinner.FrontDoor", ByWebProject),
        new("src/Spinner.Processes/README.md", "dotnet add package Spinner.Processes", ByAdding),
        new("src/Spinner.Host/README.md", "dotnet run --project src/Spinner.Host -- up", ByScript),
        new("src/Spinner.Host/README.md", "curl -i http://hello.localhost:8080/", ByTool),
        new("src/Spinner.Host/README.md", "dotnet pack src/Spinner.Host -o packages", ByTool),
        new("src/Spinner.Host/README.md", "dotnet publish src/Spinner.Host -c Release -r linux-x64 -o published", ByNative),
        new("src/Spinner.Host/README.md", "curl --unix-socket /run/spinner/control.sock http://spinner/v1/children", ByTool),
        new("src/Spinner.Host/README.md", "dotnet pack src/Spinner.Host -o packages", ByTool),
        new("tests/Spinner.Benchmarks/README.md", Benchmarks + "compare --json out.json", ByBenchmarks),
        new("tests/Spinner.Benchmarks/README.md", Benchmarks + "frontdoor --json out.json", ByBenchmarks),
        new("tests/Spinner.Benchmarks/README.md", Benchmarks + "capacity --json out.json", ByBenchmarks),
        new("tests/Spinner.Benchmarks/README.md", Benchmarks + "program --json out.json", ByBenchmarks),
        new(".github/CONTRIBUTING.md", "dotnet build", (".ci/run", "\ndotnet test ")),
        new(".github/CONTRIBUTING.md", "dotnet test tests/Spinner.Actors.Tests --filter StartedSpec", null, SuiteInSuite),
    ];
}
