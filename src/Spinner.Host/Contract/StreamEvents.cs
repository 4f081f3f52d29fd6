namespace Spinner.Host.Contract;

/// <summary>Events of every stream, beside those it is about.</summary>
static class StreamEvents
{
    /// <summary>After it nothing comes: a stream without it was broken off.</summary>
    public const string End = "end";
}
