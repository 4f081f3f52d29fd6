using Spinner.Actors;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Settings;

/// <summary>What runs when no file is given: hocon/quickstart.conf, whose apps lie beside the program.</summary>
static class Quickstart
{
    public const string Source = "the built-in quickstart";

    public static string Text() =>
        EmbeddedText.Read("quickstart.conf").Replace("${apps}", HoconText.Quote(AppContext.BaseDirectory.TrimEnd('/')), StringComparison.Ordinal);

    /// <summary>Leaves out what this machine cannot run.</summary>
    public static SpinnerOptions Runnable(SpinnerOptions options) => options with { Children = [.. options.Children.Where(HasRunner)] };

    private static bool HasRunner(ChildOptions child)
    {
        // The native program may have been taken alone.
        if (!File.Exists(child.Script)) return false;
        if (!new RunnerTable(new Dictionary<string, IReadOnlyList<string>>()).TryFind(child.Script!, out var runner)) return false;
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator).Any(directory => directory.Length > 0 && File.Exists(Path.Combine(directory, runner.Program)));
    }
}
