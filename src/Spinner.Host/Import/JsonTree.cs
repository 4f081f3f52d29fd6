using System.Text.Json;

namespace Spinner.Host.Import;

/// <summary>Reads JSON, with comments and trailing commas. Stateless.</summary>
static class JsonTree
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = YamlTree.MaxDepth };

    /// <exception cref="ImportException">It is no JSON, or too deep.</exception>
    public static ForeignValue Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return Of(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new ImportException($"line {broken.LineNumber + 1}: not JSON, or deeper than {YamlTree.MaxDepth} levels");
        }
    }

    private static ForeignValue Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new ForeignMap([.. element.EnumerateObject().Select(p => new ForeignEntry(p.Name, Of(p.Value), []))]),
        JsonValueKind.Array => new ForeignList([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.Null => new ForeignText(""),
        JsonValueKind.True or JsonValueKind.False => new ForeignText(element.GetRawText()),
        _ => new ForeignText(element.ToString()),
    };
}
