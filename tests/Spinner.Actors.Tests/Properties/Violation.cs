namespace Spinner.Actors.Tests.Properties;

/// <summary>An invariant does not hold.</summary>
sealed class Violation(string what) : Exception(what);
