using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Remote.Wire;

/// <summary>
/// Everything that can be said over the wire, by manifest. The lists are closed: a manifest that is not here is refused by name, and no
/// type is ever looked up by a name from the network.
/// </summary>
/// <remarks>
/// Rules of compatibility. A manifest is a name and a version, and means the same for ever: it is never given to another type.
/// Members are only added, only optional, which means nullable, and left out when they are null; a reader ignores members it does not know.
/// Whatever else changes gets a manifest with a higher version beside the old one, and readers learn it one release before writers use it.
/// Every manifest has a golden file in tests/Spinner.Actors.Remote.Tests/Wire/Golden.
/// </remarks>
sealed class WireCatalogue
{
    private readonly Dictionary<string, JsonTypeInfo> _byManifest = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _byType = [];

    private WireCatalogue(string what, params IReadOnlyList<(string Manifest, Type Type)> entries)
    {
        What = what;
        foreach (var (manifest, type) in entries)
        {
            _byManifest.Add(manifest, StrictJson.Of(type));
            _byType.Add(type, manifest);
        }
    }

    /// <summary>Messages of their own.</summary>
    public static WireCatalogue Envelopes { get; } = new("message",
        ("hello-1", typeof(Hello)), ("challenge-1", typeof(Challenge)), ("proof-1", typeof(Proof)),
        ("welcome-1", typeof(Welcome)), ("refused-1", typeof(Refused)), ("gone-1", typeof(Gone)),
        ("call-1", typeof(Call)), ("answer-1", typeof(Answer)));

    /// <summary>Bodies of a <see cref="Call"/>.</summary>
    public static WireCatalogue Questions { get; } = new("question",
        ("ping-1", typeof(Ping)), ("bye-1", typeof(Bye)),
        ("start-1", typeof(Start)), ("stop-1", typeof(Stop)), ("stop-unused-1", typeof(StopUnused)), ("restart-1", typeof(Restart)),
        ("remove-1", typeof(Remove)), ("stop-each-1", typeof(StopEach)), ("release-1", typeof(Release)), ("hold-1", typeof(Hold)),
        ("get-1", typeof(Get)), ("list-1", typeof(List)), ("watch-1", typeof(Watch)),
        ("read-output-1", typeof(ReadOutput)), ("took-1", typeof(Took)), ("end-1", typeof(End)));

    /// <summary>Bodies of an <see cref="Answer"/>.</summary>
    public static WireCatalogue Answers { get; } = new("answer",
        ("pong-1", typeof(Pong)), ("promised-1", typeof(Promised)), ("listed-1", typeof(Listed)),
        ("released-1", typeof(Released)), ("held-1", typeof(Held)), ("failed-1", typeof(Failed)),
        ("ready-1", typeof(ChildReady)), ("completed-1", typeof(ChildCompleted)), ("rejected-1", typeof(Rejected)), ("stopped-1", typeof(StopSucceeded)),
        ("stop-failed-1", typeof(StopFailed)), ("removed-1", typeof(ChildRemoved)), ("no-such-child-1", typeof(NoSuchChild)), ("in-use-1", typeof(ChildInUse)),
        ("all-stopped-1", typeof(AllStopped)), ("child-1", typeof(ChildInfo)),
        ("watch-started-1", typeof(WatchStarted)), ("watch-ended-1", typeof(WatchEnded)),
        ("events-missed-1", typeof(EventsMissed)), ("child-started-1", typeof(ChildStarted)),
        ("child-restarted-1", typeof(ChildRestarted)), ("child-stopped-1", typeof(ChildStopped)),
        ("child-error-1", typeof(ChildError)), ("child-faulted-1", typeof(ChildFaulted)),
        ("output-1", typeof(OutputPage)), ("output-ended-1", typeof(OutputEnded)));

    /// <summary>For messages: what the entries are.</summary>
    public string What { get; }

    /// <summary>All manifests.</summary>
    public IEnumerable<string> Manifests => _byManifest.Keys;

    /// <summary>The manifest of a message.</summary>
    /// <exception cref="WireException">It has none: it does not cross the wire.</exception>
    public string ManifestOf(object message) => _byType.TryGetValue(message.GetType(), out var manifest)
        ? manifest
        : throw new WireException($"{message.GetType().Name} is no {What} of the remote protocol; it cannot leave this process.");

    /// <summary>The bytes of a message.</summary>
    /// <exception cref="WireException">It does not cross the wire, or holds something that does not.</exception>
    public byte[] Write(object message)
    {
        var manifest = ManifestOf(message);
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(message, _byManifest[manifest]);
        }
        catch (Exception wrong) when (
            wrong is JsonException or NotSupportedException)
        {
            throw new WireException($"This {manifest} cannot leave this process: {wrong.Message}", wrong);
        }
    }

    /// <summary>The message these bytes are.</summary>
    /// <exception cref="WireException">The manifest is not known, or the bytes are none of it.</exception>
    public object Read(string manifest, ReadOnlySpan<byte> bytes)
    {
        if (!_byManifest.TryGetValue(manifest, out var type))
            throw new WireException($"Unknown {What} {OptionError.Format(manifest)}; known: {string.Join(", ", _byManifest.Keys)}.");
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("null is nothing");
        }
        catch (Exception wrong) when (
            wrong is JsonException or NotSupportedException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new WireException($"These {bytes.Length} bytes are no {manifest}: {wrong.Message}", wrong);
        }
    }
}
