using Spinner.Control.Contract;

namespace Spinner.Control.Live;

/// <summary>What has changed for one who watches.</summary>
/// <param name="All">All children, for who is told the first time; else null.</param>
/// <param name="Changed">Those that have changed.</param>
/// <param name="Removed">Those that are gone.</param>
/// <param name="Usage">What those use of which that has changed.</param>
sealed record LiveChange(
    IReadOnlyDictionary<string, ChildView>? All, IReadOnlyList<ChildView> Changed, IReadOnlyList<string> Removed, IReadOnlyList<UsageRow> Usage);
