using System.Text.Json;
using Spinner.Host.Import;

namespace Spinner.Host.Starters;

/// <summary>A directory with a <c>package.json</c> that says how it is run.</summary>
static class NodeProject
{
    private const string FileName = "package.json";
    private static readonly string[] Verbs = ["dev", "start"];
    private static readonly (string Lock, string Program)[] Managers = [("pnpm-lock.yaml", "pnpm"), ("yarn.lock", "yarn"), ("bun.lock", "bun"), ("bun.lockb", "bun")];

    public static void Add(ImportedFile file, FoundDirectory directory)
    {
        if (!directory.Has(FileName) || !directory.TryRead(file, FileName, out var text)) return;
        try
        {
            using var json = JsonDocument.Parse(text);
            if (VerbOf(json.RootElement) is not { } verb) return;
            var manager = Managers.FirstOrDefault(m => directory.Has(m.Lock)).Program ?? "npm";
            var child = directory.Child(file, directory.Name, $"{directory.Shown(FileName)}, its script {verb}. It has to listen on PORT, which it is given.");
            child.Text("run", $"{manager} run {verb}");
        }
        catch (JsonException wrong)
        {
            file.RemarkNext($"{directory.Shown(FileName)} is no JSON: {wrong.Message}");
        }
    }

    private static string? VerbOf(JsonElement package) =>
        package.ValueKind == JsonValueKind.Object && package.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
            ? Verbs.FirstOrDefault(v => scripts.TryGetProperty(v, out var line) && line.ValueKind == JsonValueKind.String)
            : null;
}
