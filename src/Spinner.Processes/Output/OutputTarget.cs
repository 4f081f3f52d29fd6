using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>Where a child's stdout or stderr goes. Whatever it is, the ring and the error tail are kept beside it. A value.</summary>
[JsonConverter(typeof(TextJsonConverter<OutputTarget>))]
public abstract record OutputTarget
{
    private OutputTarget() { }

    /// <summary>The supervisor's own stdout or stderr. Never stalls a child: output beyond a bound is dropped and counted. The default.</summary>
    public static OutputTarget Console { get; } = new ToConsole();

    /// <summary>Nowhere.</summary>
    public static OutputTarget None { get; } = new ToNone();

    /// <summary>The log, in batches. Never stalls a child: output beyond a bound is dropped and counted.</summary>
    public static OutputTarget Log { get; } = new ToLog();

    /// <summary>
    /// Appends to the file a path names, also when it is removed, renamed, replaced or truncated meanwhile. A slow disk stalls only this child; what
    /// a full or broken one refuses is lost and counted, and it is tried again with the next lines.
    /// </summary>
    /// <param name="path">Its directory must exist. A pipe needs a reader; sockets and devices are refused.</param>
    public static OutputTarget File(string path) => new ToFile(path);

    /// <summary>
    /// Writes to a stream the caller owns; a slow stream stalls only this child, what one refuses is lost and counted. Writes never overlap, over all launches of the child.
    /// </summary>
    public static OutputTarget Stream(Stream stream) => new ToStream(stream);

    internal sealed record ToConsole : OutputTarget { public override string ToString() => "console"; }
    internal sealed record ToNone : OutputTarget { public override string ToString() => "none"; }
    internal sealed record ToLog : OutputTarget { public override string ToString() => "log"; }
    internal sealed record ToFile(string Path) : OutputTarget { public override string ToString() => Path; }
    internal sealed record ToStream(Stream Target) : OutputTarget { public override string ToString() => "stream"; }
}
