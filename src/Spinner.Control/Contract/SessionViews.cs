using System.Text.Json.Serialization;

namespace Spinner.Control.Contract;

/// <summary>What opens the page.</summary>
/// <param name="Most">The role that is the most it may do: <c>observe</c>, <c>operate</c> or <c>define</c>; null: all of it.</param>
sealed record CodeRequest([property: JsonPropertyName("role")] string? Most);

/// <summary>A way into the page.</summary>
/// <param name="Url">With a code in its fragment, which no server and no log ever sees: good once.</param>
/// <param name="ExpiresAt">Until when.</param>
sealed record CodeReply(string Url, DateTimeOffset ExpiresAt);

/// <summary>A code for a session.</summary>
sealed record SessionRequest(string? Code);

/// <summary>A session.</summary>
/// <param name="Token">What shows who asks: a bearer token. It is told once.</param>
/// <param name="Name">What it is called in the log of the daemon.</param>
/// <param name="Roles">What it may do.</param>
sealed record SessionReply(string Token, string Name, IReadOnlyList<string> Roles);

/// <summary>A session, for who looks after them.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="Since">When it began.</param>
/// <param name="LastUse">When it was used last.</param>
sealed record SessionView(string Name, IReadOnlyList<string> Roles, DateTimeOffset Since, DateTimeOffset LastUse);
