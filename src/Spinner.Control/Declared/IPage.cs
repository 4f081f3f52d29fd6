namespace Spinner.Control.Declared;

/// <summary>Where the page is served. Safe for concurrent use.</summary>
interface IPage
{
    /// <summary>Listens, unless that is so already.</summary>
    /// <returns>The origin of the page; null: there is none, the settings say so.</returns>
    /// <exception cref="IOException">Nothing can listen there.</exception>
    Task<string?> OpenAsync(CancellationToken cancellationToken);
}
