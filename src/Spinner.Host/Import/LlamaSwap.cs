using System.Text.RegularExpressions;

namespace Spinner.Host.Import;

/// <summary>A configuration of llama-swap: its models, each a server that is started by its first request. Stateless.</summary>
static partial class LlamaSwap
{
    // Of llama-swap, where the file says nothing.
    private static readonly TimeSpan DefaultStart = TimeSpan.FromSeconds(120);

    /// <summary>Of what has no ttl: as long as can be, but it goes when another wants its room, which what is off never does.</summary>
    public static readonly TimeSpan UntilRoomIsWanted = TimeSpan.FromDays(24);

    // A macro may use those before it.
    private const int MaxRounds = 16;

    /// <exception cref="ImportException">A model has no command.</exception>
    public static void Read(ForeignMap file, ImportedFile into)
    {
        into.Defaults.Duration("timeout", DefaultStart);
        if (file["globalTTL"]?.Number is not > 0) into.Defaults.Duration("idle-time", UntilRoomIsWanted);
        foreach (var (key, value, comments) in file.Entries)
        {
            foreach (var comment in comments) into.Remark(comment);
            switch (key)
            {
                case "models" or "macros": break; // written out below
                case "logLevel" or "metricsMaxInMemory" or "logTimeFormat" or "logToStdout": into.Remark($"{key} = {value.Shown}: of llama-swap itself"); break;
                case "startPort": into.Remark($"{key} = {value.Shown}: ports are found; spinner.port-range says among which"); break;
                case "hooks" when Preloaded(file).Any(): break; // with the models
                case "healthCheckTimeout": into.Defaults.Seconds("timeout", key, value.Text); break;
                case "globalTTL": if (value.Number is > 0) into.Defaults.Seconds("idle-time", key, value.Text); break;
                case "groups": break; // with the room of the models
                case "matrix": into.Remark($"{key} = {value.Shown}: which models run together is told by spinner.room"); break;
                default: into.Remark($"{key} = {value.Shown}: no equal here"); break;
            }
        }

        into.Remark("Requests to http://localhost:8080/v1/… go to the model that their JSON names, which is started by the first; http://localhost:8080/upstream/NAME/ is the model itself.");
        LlamaGroups.Read(file["groups"] as ForeignMap, [.. ((file["models"] as ForeignMap)?.Entries ?? []).Select(m => m.Key)], into);
        into.Block("front-door").List("listen", ["http://localhost:8080"]);
        var (macros, preloaded) = (Macros(file["macros"]), Preloaded(file).ToHashSet());
        foreach (var (name, model, comments) in (file["models"] as ForeignMap)?.Entries ?? [])
            new LlamaModel(name, model as ForeignMap ?? throw new ImportException($"the model {name} is no map of keys"), macros) { IsPreloaded = preloaded.Contains(name) }.AddTo(into, comments);
    }

    // What is loaded before the first request.
    private static IEnumerable<string> Preloaded(ForeignMap file) =>
        ((file["hooks"] as ForeignMap)?["on_startup"] as ForeignMap)?["preload"]?.Texts ?? [];

    /// <summary>Replaces ${name} by the macros that have that name, in these too; any other stays as it is.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> macros)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var expanded = Reference().Replace(text, found => macros.GetValueOrDefault(found.Groups[1].Value, found.Value));
            if (expanded == text || expanded.Length > 64 * 1024) return text;
            text = expanded;
        }

        return text;
    }

    /// <summary>Names and texts of a list or map of macros.</summary>
    public static Dictionary<string, string> Macros(ForeignValue? value)
    {
        var maps = value switch { ForeignMap map => [map], ForeignList list => list.Items.OfType<ForeignMap>(), _ => [] };
        var macros = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in maps.SelectMany(m => m.Entries)) macros[entry.Key] = entry.Value.Text ?? entry.Value.Shown;
        return macros;
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_.-]+)\}")]
    private static partial Regex Reference();
}
