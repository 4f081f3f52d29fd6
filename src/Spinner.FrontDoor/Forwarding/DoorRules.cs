using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>What the door asks of every request, and what it says of itself. Immutable.</summary>
/// <param name="options">With everything filled in.</param>
/// <param name="pseudonym">What the door calls itself in <c>Via</c>.</param>
/// <param name="maxTarget">Longest target of a request; the server of somebody else has a limit of its own.</param>
/// <param name="servers">How that one decodes headers; null: as Latin 1.</param>
sealed class DoorRules(FrontDoorOptions options, string pseudonym, int maxTarget = int.MaxValue, ServerEncoding? servers = null)
{
    /// <summary>The client's own <c>Forwarded</c> and its kin are kept.</summary>
    public bool Trusted { get; } = options.TrustForwarded!.Value;

    /// <summary>Headers that a client may not set; see <see cref="Trusted"/>.</summary>
    public NameSet Dropped { get; } = new(options.DropHeaders!);

    public int MaxTarget => maxTarget;

    public string Pseudonym => pseudonym;

    /// <summary>Whether a client may set a header.</summary>
    public bool Allows(string name) => Trusted || (!ForwardedNames.IsForwarded(name) && !Dropped.Contains(name));

    /// <summary>A name that no other door has.</summary>
    public static string NewPseudonym() => $"spinner-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>The value of the line that is added (RFC 9110, 7.6.3).</summary>
    public string Via(string protocol) => protocol switch
    {
        "HTTP/1.1" => _via11,
        "HTTP/1.0" => _via10,
        "HTTP/2" => _via2,
        _ => $"{protocol[(protocol.IndexOf('/', StringComparison.Ordinal) + 1)..]} {pseudonym}",
    };

    /// <summary>A value as text that stands for its bytes, however the server has decoded it.</summary>
    public string BytesOf(HttpContext context, string name, string value) =>
        servers is null || System.Text.Ascii.IsValid(value) ? value : servers.BytesOf(context, name, value);

    private readonly string _via11 = $"1.1 {pseudonym}";
    private readonly string _via10 = $"1.0 {pseudonym}";
    private readonly string _via2 = $"2.0 {pseudonym}";
}
