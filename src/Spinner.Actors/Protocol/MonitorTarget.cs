using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>What is watched for changes that restart a child. A value.</summary>
[JsonConverter(typeof(TextJsonConverter<MonitorTarget>))]
public sealed record MonitorTarget
{
    private MonitorTarget(string? path) => Location = path;

    /// <summary>Nothing: switches monitoring off, also for a script and against the spinner's defaults.</summary>
    public static MonitorTarget None { get; } = new((string?)null);

    /// <summary>A file, or a directory with everything below it.</summary>
    /// <param name="path">Relative to the child's working directory; must exist when the child is first started.</param>
    public static MonitorTarget Path(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new MonitorTarget(path);
    }

    /// <summary>The path as it was given; null for <see cref="None"/>. Absolute in the options of a child that is known to the spinner.</summary>
    public string? Location { get; }

    /// <summary>The path, or <c>off</c>.</summary>
    public override string ToString() => Location ?? "off";
}
