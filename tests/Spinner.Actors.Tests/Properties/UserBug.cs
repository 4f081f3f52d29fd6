namespace Spinner.Actors.Tests.Properties;

/// <summary>What code of the user's throws in a sequence: it is logged, and may be.</summary>
sealed class UserBug() : Exception("a bug of the user's");
