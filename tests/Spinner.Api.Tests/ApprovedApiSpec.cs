using System.Reflection;
using Spinner.Api.Tests.Signatures;

namespace Spinner.Api.Tests;

/// <summary>
/// What others may call is written down in <c>Approved</c>, one file per library, and changes only on purpose.
/// To accept a change: <c>SPINNER_API=accept dotnet test tests/Spinner.Api.Tests</c>, and commit the files.
/// </summary>
public class ApprovedApiSpec
{
    private const string Accept = "To accept: SPINNER_API=accept dotnet test tests/Spinner.Api.Tests, and commit the files.";

    private static readonly string Directory =
        typeof(ApprovedApiSpec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Approved").Value!;

    /// <summary>All libraries; whoever adds one adds it here.</summary>
    public static TheoryData<string> Libraries => 
    [
        "Spinner.Processes", "Spinner.Actors", "Spinner.Actors.Hosting", "Spinner.Actors.Remote", "Spinner.Actors.TestKit", "Spinner.FrontDoor",
    ];

    [Theory, MemberData(nameof(Libraries))]
    public void The_public_api_is_the_approved_one(string library)
    {
        var file = Path.Combine(Directory, library + ".txt");
        var actual = AssemblyText.Of(Assembly.Load(library));
        if (Environment.GetEnvironmentVariable("SPINNER_API") == "accept") File.WriteAllText(file, actual);

        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";

        Assert.True(approved == actual, $"The public API of {library} is not the approved one.\n{Difference(approved, actual)}\n{Accept}");
    }

    private static string Difference(string approved, string actual)
    {
        var (old, now) = (approved.Split('\n'), actual.Split('\n'));
        var gone = old.Except(now).Select(line => "- " + line);
        var added = now.Except(old).Select(line => "+ " + line);
        var lines = gone.Concat(added).ToList();
        return lines.Count == 0 ? "The same lines stand in another order or number." : string.Join('\n', lines);
    }
}
