namespace Spinner.Control.Access;

/// <summary>Of a route that everybody may use: it holds nothing secret, or is the way in.</summary>
sealed record OpenToAll;
