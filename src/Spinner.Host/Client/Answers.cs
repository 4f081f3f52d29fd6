using System.Text.Json;
using Spinner.Control.Contract;

namespace Spinner.Host.Client;

/// <summary>
/// Reads children from what the daemon answers, member by member: the serializer is generic code over our types, which would be compiled
/// anew at the start of every command.
/// </summary>
static class Answers
{
    /// <summary>All children by name.</summary>
    public static IReadOnlyDictionary<string, ChildView> Children(JsonElement answer) =>
        answer.EnumerateObject().ToDictionary(child => child.Name, child => Child(child.Value), StringComparer.Ordinal);

    public static ChildView Child(JsonElement child) => new()
    {
        Name = child.GetProperty("name").GetString()!,
        Kind = Text(child, "kind") ?? "server",
        State = child.GetProperty("state").GetString()!,
        Endpoint = Find(child, "endpoint") is { } endpoint ? Endpoint(endpoint) : null,
        Pid = Find(child, "pid")?.GetInt32(),
        Launches = child.GetProperty("launches").GetInt32(),
        Since = child.GetProperty("since").GetDateTimeOffset(),
        CpuSeconds = Find(child, "cpuSeconds")?.GetDouble(),
        MemoryBytes = Find(child, "memoryBytes")?.GetInt64(),
        LastExit = Find(child, "lastExit") is { } exit ? Exit(exit) : null,
        ErrorTail = Texts(child.GetProperty("errorTail")),
        Fault = Find(child, "fault") is { } fault ? Fault(fault) : null,
        LastFault = Find(child, "lastFault") is { } last ? Fault(last) : null,
        RelaunchAt = Find(child, "relaunchAt")?.GetDateTimeOffset(),
        WaitsFor = Text(child, "waitsFor"),
        AliveBecause = Find(child, "aliveBecause") is { } alive ? Alive(alive) : null,
        DownBecause = Text(child, "downBecause"),
        Options = Options(child.GetProperty("options")),
    };

    public static StartedReply Started(JsonElement reply) => new(
        reply.GetProperty("name").GetString()!, reply.GetProperty("state").GetString()!, Endpoint(reply.GetProperty("endpoint")),
        Find(reply, "pid")?.GetInt32(), reply.GetProperty("launch").GetInt32(),
        reply.GetProperty("alreadyRunning").GetBoolean(), reply.GetProperty("optionsIgnored").GetBoolean(),
        Find(reply, "exit") is { } exit ? Exit(exit) : null, Find(reply, "durationSeconds")?.GetDouble());

    private static EndpointView Endpoint(JsonElement endpoint) => new(
        endpoint.GetProperty("kind").GetString()!, Text(endpoint, "host"), Find(endpoint, "port")?.GetInt32(), Text(endpoint, "path"));

    private static ExitView Exit(JsonElement exit) => new(
        Find(exit, "code")?.GetInt32(), Find(exit, "signal")?.GetInt32(), exit.GetProperty("text").GetString()!);

    private static FaultView Fault(JsonElement fault) => new(
        fault.GetProperty("failure").GetString()!, fault.GetProperty("detail").GetString()!, Find(fault, "retryAt")?.GetDateTimeOffset());

    private static AliveView Alive(JsonElement alive) => new(
        alive.GetProperty("uses").GetInt64(), alive.GetProperty("keep").GetBoolean(), Find(alive, "idleDueAt")?.GetDateTimeOffset(),
        Find(alive, "busy")?.GetBoolean() == true)
    {
        NeededBy = Find(alive, "neededBy") is { } names ? Texts(names) : [],
    };

    private static OptionsView Options(JsonElement options) => new(
        Text(options, "script"), Text(options, "command"), Texts(options.GetProperty("args")), Text(options, "cwd"),
        options.GetProperty("endpoint").GetString()!, Text(options, "monitor"), Texts(options.GetProperty("envNames")),
        options.GetProperty("idleTime").GetString()!, options.GetProperty("keep").GetBoolean(), options.GetProperty("autostart").GetBoolean())
    {
        Needs = Find(options, "needs") is { } needs ? [.. needs.EnumerateArray().Select(Need)] : [],
        Limits = Find(options, "limits") is { } limits ? limits.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!) : new Dictionary<string, string>(),
    };

    private static NeedView Need(JsonElement need) => new(
        need.GetProperty("name").GetString()!, need.GetProperty("when").GetString()!, need.GetProperty("restartWith").GetBoolean());

    private static string? Text(JsonElement of, string name) => Find(of, name)?.GetString();

    private static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private static JsonElement? Find(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
