using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Spinner.Control.Contract;

namespace Spinner.Control.Access;

/// <summary>
/// People at the page: a code, good once and for a minute, becomes a token, good until it was not used for twelve hours. Of both only hashes are
/// kept, and all are forgotten with the daemon. Safe for concurrent use.
/// </summary>
sealed class Sessions(TimeProvider clock)
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(60);

    /// <summary>How long a session is good that nobody uses.</summary>
    public static readonly TimeSpan IdleLife = TimeSpan.FromHours(12);

    // Whoever lets codes and sessions pile up pushes out his own.
    private const int Most = 100;
    private const int SecretBytes = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (IReadOnlyList<string> Roles, DateTimeOffset ExpiresAt)> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private int _counted;

    /// <summary>When any of them was used last; null while there is none.</summary>
    public DateTimeOffset? LastUse
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return _sessions.Count == 0 ? null : _sessions.Values.Max(s => s.LastUse);
            }
        }
    }

    /// <summary>A code for a session that may do this.</summary>
    public (string Code, DateTimeOffset ExpiresAt) CreateCode(IReadOnlyList<string> roles)
    {
        var (code, expiresAt) = (NewSecret(), clock.GetUtcNow() + CodeLife);
        lock (_lock)
        {
            Forget();
            if (_codes.Count >= Most) _codes.Remove(_codes.MinBy(c => c.Value.ExpiresAt).Key);
            _codes[Hash(code)] = (roles, expiresAt);
        }

        return (code, expiresAt);
    }

    /// <summary>Begins a session. The code is good no more, whatever comes of it.</summary>
    /// <returns>Null: it is no code, or was one.</returns>
    public SessionReply? Begin(string code)
    {
        lock (_lock)
        {
            Forget();
            if (!_codes.Remove(Hash(code), out var granted)) return null;
            if (_sessions.Count >= Most) _sessions.Remove(_sessions.MinBy(s => s.Value.LastUse).Key);
            var (token, now) = (NewSecret(), clock.GetUtcNow());
            var name = string.Create(CultureInfo.InvariantCulture, $"page-{++_counted}");
            _sessions[Hash(token)] = new Session(new BearerToken { Name = name, Roles = granted.Roles }, now, now);
            return new SessionReply(token, name, granted.Roles);
        }
    }

    /// <summary>Whose session that is, which is thereby used; null: nobody's.</summary>
    public BearerToken? Find(string token)
    {
        lock (_lock)
        {
            Forget();
            // Looked up by a hash: how long that takes tells nothing about a token.
            var key = Hash(token);
            if (!_sessions.TryGetValue(key, out var session)) return null;
            _sessions[key] = session with { LastUse = clock.GetUtcNow() };
            return session.Token;
        }
    }

    /// <summary>All there are, the oldest first.</summary>
    public IReadOnlyList<SessionView> List()
    {
        lock (_lock)
        {
            Forget();
            return [.. _sessions.Values.OrderBy(s => s.Since).Select(s => new SessionView(s.Token.Name, s.Token.Roles!, s.Since, s.LastUse))];
        }
    }

    /// <summary>Ends one.</summary>
    /// <returns>Whether there was one of this name.</returns>
    public bool End(string name)
    {
        lock (_lock) return _sessions.FirstOrDefault(s => s.Value.Token.Name == name).Key is { } key && _sessions.Remove(key);
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (hash, code) in _codes)
            if (code.ExpiresAt <= now) _codes.Remove(hash);
        foreach (var (hash, session) in _sessions)
            if (session.LastUse + IdleLife <= now) _sessions.Remove(hash);
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Session(BearerToken Token, DateTimeOffset Since, DateTimeOffset LastUse);
}
