namespace Spinner.Control.Contract;

/// <summary>Events of every stream, beside those it is about.</summary>
static class StreamEvents
{
    /// <summary>After it nothing comes: a stream without it was broken off.</summary>
    public const string End = "end";

    /// <summary>Of a run: bytes of the task's stdout, in base64.</summary>
    public const string Stdout = "stdout";

    /// <summary>The same of its stderr.</summary>
    public const string Stderr = "stderr";

    /// <summary>Of a run: it has ended well; a <see cref="StartedReply"/>.</summary>
    public const string Done = "done";

    /// <summary>Of a run: it has not; a <see cref="Problem"/>.</summary>
    public const string Failed = "failed";
}
