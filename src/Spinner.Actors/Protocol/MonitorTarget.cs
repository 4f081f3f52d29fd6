using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>What is watched for changes that restart a child. A value.</summary>
[JsonConverter(typeof(TextJsonConverter<MonitorTarget>))]
public sealed record MonitorTarget
{
    private MonitorTarget(IReadOnlyList<string> locations) => Locations = Values.Of(locations)!;

    /// <summary>Nothing: switches monitoring off, also for a script and against the spinner's defaults.</summary>
    public static MonitorTarget None { get; } = new([]);

    /// <summary>A file, or a directory with everything below it.</summary>
    /// <param name="path">Relative to the child's working directory; must exist when the child is first started.</param>
    public static MonitorTarget Path(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new MonitorTarget([MonitoredFiles.IsLeftOut(path) ? "./" + path : path]);
    }

    /// <summary>Several, as one: any of them restarts the child.</summary>
    /// <param name="paths">
    /// Paths as in <see cref="Path"/>, and patterns, in which <c>*</c> and <c>?</c> stay within a name and <c>**</c> is any number of directories. What
    /// begins with <c>!</c> is left out, with everything below it: a path, a pattern, or a name without a slash wherever it stands.
    /// </param>
    /// <exception cref="ArgumentException">None is given, or only what is left out.</exception>
    public static MonitorTarget Paths(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Any(static p => p is null) || paths.All(MonitoredFiles.IsLeftOut)) throw new ArgumentException("At least one path is to be watched.", nameof(paths));
        return new MonitorTarget([.. paths]);
    }

    /// <summary>The path as it was given, if it is a single one. Absolute in the options of a child that is known to the spinner.</summary>
    public string? Location => Locations is [var only] && !MonitoredFiles.IsPattern(only) ? only : null;

    /// <summary>Paths and patterns as they were given; none for <see cref="None"/>. Absolute as <see cref="Location"/>.</summary>
    public IReadOnlyList<string> Locations { get; }

    /// <summary>The path, the list of them, or <c>off</c>.</summary>
    public override string ToString() => Locations switch { [] => "off", [var only] => only, var several => $"[{string.Join(", ", several.Select(Quote))}]" };

    private static string Quote(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
