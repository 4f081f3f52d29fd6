namespace Spinner.FrontDoor.Messages;

/// <summary>The target of a request as the client wrote it (RFC 9112, 3.2). Every part is a part of that text.</summary>
/// <param name="Raw">All of it.</param>
/// <param name="PathAt">Where the path begins; an absolute target has scheme and authority before it.</param>
/// <param name="QueryAt">Where the path ends.</param>
readonly record struct RequestTarget(string Raw, int PathAt, int QueryAt)
{
    private const string Scheme = "://";

    /// <summary><c>OPTIONS *</c>: of the server, not of anything on it.</summary>
    public bool IsAsterisk => Raw == "*";

    /// <summary>Scheme and authority stand before the path.</summary>
    public bool IsAbsolute => PathAt > 0;

    public ReadOnlySpan<char> Path => Raw.AsSpan(PathAt, QueryAt - PathAt);

    /// <summary>Of an absolute target.</summary>
    public ReadOnlySpan<char> Authority => Raw.AsSpan(0, PathAt)[(Raw.IndexOf(Scheme, StringComparison.Ordinal) + Scheme.Length)..];

    public static RequestTarget Parse(string raw)
    {
        var pathAt = 0;
        if (raw.Length > 1 && raw[0] != '/' && raw.IndexOf(Scheme, StringComparison.Ordinal) is > 0 and var scheme)
        {
            var rest = raw.AsSpan(scheme + Scheme.Length);
            var end = rest.IndexOfAny('/', '?');
            pathAt = end < 0 ? raw.Length : scheme + Scheme.Length + end;
        }

        var query = raw.IndexOf('?', pathAt);
        return new RequestTarget(raw, pathAt, query < 0 ? raw.Length : query);
    }
}
