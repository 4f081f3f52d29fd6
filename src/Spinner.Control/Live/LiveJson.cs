using System.Net.ServerSentEvents;
using System.Text.Json;
using Spinner.Control.Contract;

namespace Spinner.Control.Live;

/// <summary>What the stream tells, each with its word.</summary>
static class LiveJson
{
    public const string Children = "children";
    public const string Child = "child";
    public const string Removed = "removed";
    public const string Usage = "usage";
    public const string Happened = "event";
    public const string Log = "log";

    public static string Of(ChildView child) => JsonSerializer.Serialize(child, ContractJson.Readable.ChildView);

    public static SseItem<string> Of(EventView happened) => new(JsonSerializer.Serialize(happened, ContractJson.Readable.EventView), Happened);

    public static SseItem<string> Of(LogLineView[] lines) => new(JsonSerializer.Serialize(lines, ContractJson.Readable.LogLineViewArray), Log);

    /// <summary>A change, in the order in which it makes sense.</summary>
    public static IEnumerable<SseItem<string>> Of(LiveChange change)
    {
        if (change.All is { } all)
            yield return new SseItem<string>(JsonSerializer.Serialize(new Dictionary<string, ChildView>(all), ContractJson.Readable.DictionaryStringChildView), Children);
        foreach (var child in change.Changed) yield return new SseItem<string>(Of(child), Child);
        foreach (var name in change.Removed) yield return new SseItem<string>(JsonSerializer.Serialize(name, ContractJson.Readable.String), Removed);
        if (change.Usage.Count > 0)
            yield return new SseItem<string>(JsonSerializer.Serialize([.. change.Usage], ContractJson.Readable.UsageRowArray), Usage);
    }
}
