using System.Collections.Immutable;

namespace Spinner.Control.Access;

/// <summary>A bearer token.</summary>
sealed record BearerToken
{
    /// <summary>The fewest characters a secret may have.</summary>
    public const int MinSecret = 32;

    /// <summary>Whose it is, for the log.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the caller shows.</summary>
    public string? Secret { get; init; }

    /// <summary>What it allows; null: all but <see cref="Role.Define"/>.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Whether it allows this.</summary>
    public bool Allows(Role role) => Roles is null ? role != Role.Define : Roles.Contains(NameOf(role), StringComparer.Ordinal);

    /// <summary>All roles as they are written; each allows more than those before it.</summary>
    public static ImmutableArray<string> RoleNames { get; } = [.. Enum.GetValues<Role>().Select(NameOf)];

    /// <summary>A role as it is written.</summary>
    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    // The secret stays out of logs and messages.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(Name);
        return true;
    }
}
