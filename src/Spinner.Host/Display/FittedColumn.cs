namespace Spinner.Host.Display;

/// <summary>A column of a table that has to fit on a terminal.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Rank">Columns of a higher rank are left out first; those of rank 0 stay.</param>
/// <param name="Least">To how many characters its cells may be cut; null: they are not cut.</param>
/// <param name="KeepsEnd">Of a cell that is cut the end stays, not the beginning.</param>
sealed record FittedColumn(string Head, int Rank = 0, int? Least = null, bool KeepsEnd = false);
