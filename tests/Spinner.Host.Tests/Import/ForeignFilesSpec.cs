using System.Runtime.CompilerServices;
using Spinner.Actors;
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
    [InlineData("ecosystem.config.json")]
    [InlineData("supervisord.conf")]
    [InlineData("process-compose.yaml")]
    [InlineData("config.yaml")]
    public async Task Line_ends_of_windows_and_a_byte_order_mark_change_nothing(string name)
    {
        using var directory = new TempDirectory();
        var text = (await File.ReadAllTextAsync(PathOf(name))).Replace("\n", "\r\n", StringComparison.Ordinal);
        var path = directory.Make(name, "\uFEFF" + text);

        var imported = await ForeignFile.ReadAsync(path, "node", CancellationToken.None);

        // What supervisord.conf includes lies elsewhere.
        if (name == "supervisord.conf") Assert.Equal(4, imported.Count);
        else Assert.Equal((await ImportAsync(name)).ToString(), imported.ToString());
    }

    [Theory]
    [InlineData("", "models: a b c")]
    [InlineData("groups: { one: { members: [a, b] }, two: { members: [c], swap: true, exclusive: true } }", "models: a b c")]
    [InlineData("groups: { one: { members: [a, b], exclusive: false } }", "one: a b")]
    [InlineData("groups: { one: { members: [a, b, gone], swap: false, exclusive: false } }", "")]
    [InlineData("groups: { one: { members: [a], persistent: true } }", "models: b c")]
    public async Task Models_of_llama_swap_that_exclude_each_other_do_so(string groups, string expected)
    {
        using var directory = new TempDirectory();
        var path = directory.Make("config.yaml", $"models: {{ a: {{ cmd: x }}, b: {{ cmd: x }}, c: {{ cmd: x }} }}\n{groups}\n");

        var imported = (await ForeignFile.ReadAsync(path, "node", CancellationToken.None)).ToString();

        Assert.True(ChildrenFile.TryParse("config.yaml", imported, out var file, out var errors), string.Join('\n', errors));
        Assert.Equal(expected, string.Join("; ", (file.Spinner.Room ?? new Dictionary<string, RoomGroup>()).Select(g => $"{g.Key}: {string.Join(' ', g.Value.Members)}")));
        Assert.All(file.Spinner.Room?.Values ?? [], group => Assert.Equal(1, group.Running));
    }

    [Theory]
    [InlineData("Procfile", "web:\tnpm start\t\nworker:\t rake\n", "web:  npm start\nworker: rake\n")]
    [InlineData("ecosystem.json", "{\t\"apps\":\t[\n\t\t{ \"script\":\t\"a.js\",\t\"args\":\t\"x y\" }\t] }", "{ \"apps\": [{ \"script\": \"a.js\", \"args\": \"x y\" }] }")]
    [InlineData("supervisord.conf", "[program:web]\t\ncommand\t=\trun\n\t--fast\t;\tinline\nautostart =\tfalse\n", "[program:web]\ncommand=run --fast\nautostart=false\n")]
    [InlineData("process-compose.yaml", "processes:\t\n  web:\t# one\n    command:\trun\t\n", "processes:\n  web:\n    command: run\n")]
    [InlineData("config.yaml", "models:\n  web:\t\n    cmd:\t|\n      run\t--fast\n", "models:\n  web:\n    cmd: run --fast\n")]
    public async Task Tabs_are_blanks(string name, string text, string same)
    {
        using var directory = new TempDirectory();

        Assert.Equal(
            (await ForeignFile.ReadAsync(directory.Make($"b/{name}", same), "node", CancellationToken.None)).ToString(),
            (await ForeignFile.ReadAsync(directory.Make($"a/{name}", text), "node", CancellationToken.None)).ToString());
    }

    private static Task<ImportedFile> ImportAsync(string name) => ForeignFile.ReadAsync(PathOf(name), "node", CancellationToken.None);

    private static string Neutral(string imported) => imported.Replace(Files, "FILES", StringComparison.Ordinal);

    private static string PathOf(string name) => Path.Combine(Files, name);

    private static string Files { get; } = FilesBeside();

    private static string FilesBeside([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Files");
}
