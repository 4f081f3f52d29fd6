using System.Runtime.CompilerServices;
using Spinner.Host.Import;
using Spinner.Host.Settings;

namespace Spinner.Host.Tests.Import;

/// <summary>
/// A file of each format with every key that is known, and what becomes of it. SPINNER_WRITE_GOLDEN=1 writes what becomes of it anew, to be read.
/// </summary>
public class ForeignFilesSpec
{
    [Theory]
    [InlineData("Procfile")]
    [InlineData("ecosystem.config.json")]
    [InlineData("supervisord.conf")]
    [InlineData("process-compose.yaml")]
    [InlineData("config.yaml")]
    public async Task Every_key_is_translated_or_stands_as_a_comment(string name)
    {
        var imported = (await ImportAsync(name)).ToString();

        Assert.True(ChildrenFile.TryParse(name, imported, out _, out var errors), string.Join('\n', errors));
        var golden = PathOf($"{name}.hocon");
        if (Environment.GetEnvironmentVariable("SPINNER_WRITE_GOLDEN") == "1") await File.WriteAllTextAsync(golden, Neutral(imported));
        Assert.Equal(await File.ReadAllTextAsync(golden), Neutral(imported));
    }

    [Theory]
    [InlineData("Procfile")]
    [InlineData("supervisord.conf")]
    [InlineData("process-compose.yaml")]
    public async Task Line_ends_of_windows_and_a_byte_order_mark_change_nothing(string name)
    {
        using var directory = new TempDirectory();
        var text = (await File.ReadAllTextAsync(PathOf(name))).Replace("\n", "\r\n", StringComparison.Ordinal);
        var path = directory.Make(name, "\uFEFF" + text);

        var imported = await ForeignFile.ReadAsync(path, "node", CancellationToken.None);

        // What supervisord.conf includes lies elsewhere.
        if (name == "supervisord.conf") Assert.Equal(3, imported.Count);
        else Assert.Equal((await ImportAsync(name)).ToString(), imported.ToString());
    }

    private static Task<ImportedFile> ImportAsync(string name) => ForeignFile.ReadAsync(PathOf(name), "node", CancellationToken.None);

    private static string Neutral(string imported) => imported.Replace(Files, "FILES", StringComparison.Ordinal);

    private static string PathOf(string name) => Path.Combine(Files, name);

    private static string Files { get; } = FilesBeside();

    private static string FilesBeside([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Files");
}
