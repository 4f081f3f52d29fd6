namespace Spinner.Control.Access;

/// <summary>Of a route that only who comes over the unix socket may use.</summary>
sealed record OwnOnly;
