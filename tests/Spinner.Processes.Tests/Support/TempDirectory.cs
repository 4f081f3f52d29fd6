namespace Spinner.Processes.Tests;

/// <summary>A directory of one test, removed with everything below it.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("spin-").FullName;

    public string Path { get; }

    public string PathOf(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
