namespace Spinner.FrontDoor.Messages;

/// <summary>How the end of a body is told.</summary>
enum Framing
{
    /// <summary>There is no body.</summary>
    None,

    /// <summary>By <c>Content-Length</c>.</summary>
    Length,

    /// <summary>By the last chunk.</summary>
    Chunked,

    /// <summary>By the end of the connection; answers only.</summary>
    Close,
}
