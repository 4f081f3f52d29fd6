using System.Diagnostics.CodeAnalysis;
using Spinner.Host.Import;
using Spinner.Host.Settings;

namespace Spinner.Host.Starters;

/// <summary>A directory in which programs are looked for.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Below">Its name, when it is not the one the file of children is for.</param>
sealed record FoundDirectory(string Path, string? Below)
{
    private const string EnvFile = ".env";

    /// <summary>The name of a child that is all there is of it.</summary>
    public string Name => Below ?? System.IO.Path.GetFileName(Path);

    public bool Has(string file) => File.Exists(System.IO.Path.Combine(Path, file));

    /// <summary>A file of it, as it is called beside the file of children.</summary>
    public string Shown(string file) => Below is null ? file : $"{Below}/{file}";

    /// <summary>The files of it whose name has this end.</summary>
    public IEnumerable<string> FilesLike(string pattern) =>
        Directory.EnumerateFiles(Path, pattern).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>Reads a file of it.</summary>
    /// <returns>False when it cannot be read; then that is a remark.</returns>
    public bool TryRead(ImportedFile into, string file, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = ConfigText.Read(System.IO.Path.Combine(Path, file), isFirst: false, "a file");
            return true;
        }
        catch (IOException unreadable)
        {
            into.RemarkNext($"{Shown(file)} cannot be read: {unreadable.Message}");
            text = null;
            return false;
        }
    }

    /// <summary>A child that runs here.</summary>
    /// <param name="into">Where it is added.</param>
    /// <param name="name">Its name.</param>
    /// <param name="why">From what it was made.</param>
    public ConfBlock Child(ImportedFile into, string name, string why)
    {
        var child = into.Child(name, [why]);
        if (Below is not null) child.Text("cwd", Below);
        if (Has(EnvFile)) child.List("env-file", [$"?{Shown(EnvFile)}"]);
        return child;
    }
}
