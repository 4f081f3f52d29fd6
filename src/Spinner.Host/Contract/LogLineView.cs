namespace Spinner.Host.Contract;

/// <summary>A line of one of several children.</summary>
/// <param name="Name">The child.</param>
/// <param name="Line">What it wrote; or, in an event <c>missed</c>, what its reader lost.</param>
sealed record LogLineView(string Name, string Line);
