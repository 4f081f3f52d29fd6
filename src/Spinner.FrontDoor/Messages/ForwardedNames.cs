namespace Spinner.FrontDoor.Messages;

/// <summary>The headers that tell a child who asked for what.</summary>
static class ForwardedNames
{
    /// <summary>Every request for a child has it, once.</summary>
    public const string For = "X-Forwarded-For";

    public const string Host = "X-Forwarded-Host";
    public const string Proto = "X-Forwarded-Proto";
    public const string Prefix = "X-Forwarded-Prefix";

    /// <summary>RFC 7239.</summary>
    public const string Forwarded = "Forwarded";

    /// <summary>
    /// Not only those that the door sets: a child may believe X-Forwarded-Port, or take X_Forwarded_For for the same (CGI and WSGI do).
    /// </summary>
    public static bool IsForwarded(string name) => name[0] is 'X' or 'x'
        ? name.Length >= 11 && name[1] is '-' or '_' && name.AsSpan(2, 9).Equals(Forwarded, StringComparison.OrdinalIgnoreCase)
            && (name.Length == 11 || name[11] is '-' or '_')
        : name.Equals(Forwarded, StringComparison.OrdinalIgnoreCase);
}
