namespace Spinner.Dashboard.Server;

/// <summary>Where and when the page listens.</summary>
/// <param name="IsThere">Whether there is one.</param>
/// <param name="IsAlways">Whether it listens before anybody asks for it, and when nobody uses it.</param>
/// <param name="Listen">Address and port; port 0: any that is free.</param>
/// <param name="Hosts">By which names it may be asked for besides those of this machine.</param>
sealed record PageOptions(bool IsThere, bool IsAlways, string Listen, IReadOnlyList<string> Hosts);
