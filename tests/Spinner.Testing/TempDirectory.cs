namespace Spinner.Tests;

/// <summary>A directory of one test, removed with everything below it.</summary>
public sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("spin-").FullName;

    public string Path { get; }

    public string PathOf(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a file, and makes the directories on the way to it.</summary>
    public string Make(string name, string text = "1")
    {
        var path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
