using Spinner.Host.Settings;

namespace Spinner.Host.Import;

/// <summary>A file of another process manager, told by its name and by what stands in it. Stateless.</summary>
static class ForeignFile
{
    /// <summary>What can be imported, for people.</summary>
    public const string Known = "a Procfile, an ecosystem file of pm2 (.js, .cjs, .mjs, .json, .yaml), a supervisord.conf, a process-compose.yaml or a config.yaml of llama-swap";

    private static readonly string[] Scripts = [".js", ".cjs", ".mjs"];

    /// <summary>Reads it into a file of ours.</summary>
    /// <param name="path">The file.</param>
    /// <param name="node">What evaluates JavaScript.</param>
    /// <param name="cancellationToken">Ends that.</param>
    /// <exception cref="ImportException">It is none of those, or something is wrong in it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<ImportedFile> ReadAsync(string path, string node, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        var into = ImportedFile.From(Path.GetFileName(full));
        var text = Text(full, cancellationToken);
        switch (Path.GetExtension(full).ToLowerInvariant())
        {
            case var script when Scripts.Contains(script):
                Pm2.Read(JsonTree.Parse(await NodeScript.ToJsonAsync(full, node, cancellationToken)), into);
                break;
            case ".json": ReadTree(JsonTree.Parse(text), into); break;
            case ".yaml" or ".yml": ReadTree(YamlTree.Parse(text), into); break;
            case var _ when Path.GetFileName(full).StartsWith("Procfile", StringComparison.OrdinalIgnoreCase): Procfile.Read(text, into); break;
            case ".conf" or ".ini": Supervisor.Read(text, Path.GetDirectoryName(full)!, included => Text(included, cancellationToken), into); break;
            default: throw new ImportException($"allowed: {Known}");
        }

        if (into.Count == 0) throw new ImportException("there is no process in it");
        return into;
    }

    /// <summary>Whether it is a file of another manager, by its name alone.</summary>
    public static bool IsNamedLikeOne(string path) => Path.GetFileName(path) is { } name
        && (name.StartsWith("Procfile", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ecosystem.", StringComparison.Ordinal)
            || name.StartsWith("supervisord", StringComparison.Ordinal) || Path.GetExtension(name) is ".yaml" or ".yml" or ".js" or ".cjs" or ".mjs" or ".ini");

    private static void ReadTree(ForeignValue tree, ImportedFile into)
    {
        switch (tree)
        {
            case ForeignMap map when map["processes"] is ForeignMap: ProcessCompose.Read(map, into); break;
            case ForeignMap map when map["models"] is ForeignMap: LlamaSwap.Read(map, into); break;
            case ForeignMap map when map["apps"] is not null || map["script"] is not null: Pm2.Read(tree, into); break;
            case ForeignList: Pm2.Read(tree, into); break;
            default: throw new ImportException($"there are neither apps, processes nor models in it; allowed: {Known}");
        }
    }

    private static string Text(string path, CancellationToken cancellationToken) =>
        ConfigReading.Run(() => ConfigText.Read(path, isFirst: true, "a file of another process manager"), TimeProvider.System, cancellationToken);
}
