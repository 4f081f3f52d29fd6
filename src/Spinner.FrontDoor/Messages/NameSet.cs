namespace Spinner.FrontDoor.Messages;

/// <summary>
/// Names of headers in any case, with <c>_</c> for <c>-</c> too, as CGI and WSGI take them for the same. Immutable; a look allocates nothing, and
/// costs two comparisons for most names that are not in it.
/// </summary>
sealed class NameSet
{
    private readonly HashSet<string> _names;
    private readonly ulong _lengths;

    public NameSet(IEnumerable<string> names)
    {
        _names = new HashSet<string>(names, Folded.Instance);
        foreach (var name in _names) _lengths |= Bit(name.Length);
    }

    public bool Contains(string name) => (_lengths & Bit(name.Length)) != 0 && _names.Contains(name);

    private static ulong Bit(int length) => 1UL << (length & 63);

    private sealed class Folded : IEqualityComparer<string>
    {
        public static readonly Folded Instance = new();

        public bool Equals(string? x, string? y)
        {
            if (x is null || y is null || x.Length != y.Length) return x == y;
            for (var i = 0; i < x.Length; i++)
                if (Fold(x[i]) != Fold(y[i])) return false;
            return true;
        }

        public int GetHashCode(string obj)
        {
            var hash = (uint)obj.Length;
            foreach (var c in obj) hash = (hash * 31) + Fold(c);
            return (int)hash;
        }

        private static char Fold(char c) => c == '_' ? '-' : char.ToLowerInvariant(c);
    }
}
