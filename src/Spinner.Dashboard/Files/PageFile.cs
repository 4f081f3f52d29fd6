namespace Spinner.Dashboard.Files;

/// <summary>A file of the page.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="Tag">Another for every content.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Gzip">The same, compressed.</param>
sealed record PageFile(string ContentType, string Tag, byte[] Plain, byte[] Gzip);
