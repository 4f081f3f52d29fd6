using Spinner.Control.Contract;

namespace Spinner.Control.Declared;

/// <summary>Reads again what is declared, and puts it in force.</summary>
interface IReloader
{
    /// <summary>Reloads.</summary>
    /// <returns>What became of the children; or what is wrong: then the old stays in force.</returns>
    Task<(ReloadReply? Done, IReadOnlyList<string> Errors)> ReloadAsync(CancellationToken cancellationToken);
}
