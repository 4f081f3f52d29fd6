using Spinner.Host.Settings;

namespace Spinner.Host.Control;

/// <summary>What a route asks of its caller.</summary>
sealed record NeededRole(Role Role);
