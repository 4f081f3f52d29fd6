using System.Text.RegularExpressions;

namespace Spinner.Packages.Tests.Readmes;

/// <summary>A block of C# as a file of its own.</summary>
static partial class Snippet
{
    /// <summary>
    /// Statements stand in a method, with the names around them that a reader takes as given (see <c>Given</c>), types beside it. Its usings are those it
    /// prints and those that its README has printed before.
    /// </summary>
    public static string File(string name, IEnumerable<string> before, string[] lines)
    {
        var types = Array.FindIndex(lines, line => TypeBegins().IsMatch(line));
        var end = types < 0 ? lines.Length : types;
        return $$"""
            {{string.Join('\n', before.Concat(lines).Where(IsUsing).Distinct())}}

            namespace {{name}};

            sealed class Block : Readmes.Given
            {
                async Task Main()
                {
            {{string.Join('\n', lines[..end].Where(line => !IsUsing(line)))}}
                }
            }

            {{string.Join('\n', lines[end..])}}
            """;
    }

    /// <summary>What the statements of some README take as given.</summary>
    public static string Given(bool inAspNet) => $$"""
        namespace Readmes;

        abstract class Given
        {
            protected readonly Spinner.Actors.ISpinner spinner = null!;
            protected readonly Akka.Actor.ActorSystem system = null!;
            protected readonly Microsoft.Extensions.Logging.ILoggerFactory loggerFactory = null!;
            protected readonly {{(inAspNet
                ? "Microsoft.AspNetCore.Builder.WebApplicationBuilder" : "Microsoft.Extensions.Hosting.HostApplicationBuilder")}} builder = null!;

            /// <summary>Whatever the program does.</summary>
            protected static Task RunAsync() => Task.CompletedTask;
        }
        """;

    private static bool IsUsing(string line) => Using().IsMatch(line);

    [GeneratedRegex(@"^using [A-Z][\w.]*;$")]
    private static partial Regex Using();

    [GeneratedRegex(@"^((public|sealed|static|abstract) )*(class|record|interface) ")]
    private static partial Regex TypeBegins();
}
