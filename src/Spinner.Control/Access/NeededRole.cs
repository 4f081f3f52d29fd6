
namespace Spinner.Control.Access;

/// <summary>What a route asks of its caller.</summary>
sealed record NeededRole(Role Role);
