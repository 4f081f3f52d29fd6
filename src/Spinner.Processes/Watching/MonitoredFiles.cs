using System.Text.RegularExpressions;

namespace Spinner.Processes;

/// <summary>The files whose content counts: of paths, of patterns with <c>*</c>, <c>**</c> and <c>?</c>, and without those that are left out. Immutable.</summary>
sealed class MonitoredFiles
{
    private static readonly char[] Wild = ['*', '?'];

    private readonly IReadOnlyList<(string Root, Regex? Pattern)> _parts;
    private readonly IReadOnlyList<Regex> _left;

    /// <param name="entries">Absolute paths and patterns; those that begin with <c>!</c> are left out.</param>
    public MonitoredFiles(IReadOnlyList<string> entries)
    {
        _parts = [.. entries.Where(e => !IsLeftOut(e)).Select(e => IsPattern(e) ? (RootOf(e), PatternOf(e)) : (e, (Regex?)null))];
        _left = [.. entries.Where(IsLeftOut).Select(e => PatternOf(e[1..]))];
        Roots = [.. _parts.Select(p => p.Root).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What has to be watched.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>An entry that takes files away.</summary>
    public static bool IsLeftOut(string entry) => entry.StartsWith('!');

    /// <summary>Whether it means any number of files.</summary>
    public static bool IsPattern(string entry) => entry.IndexOfAny(Wild) >= 0;

    /// <summary>The content now, see <see cref="Fingerprint"/>; null when the only path there is does not exist right now.</summary>
    public Fingerprint? TryCompute()
    {
        if (_parts is [var (only, none)] && none is null && _left.Count == 0) return Fingerprint.TryCompute(only);
        var all = _parts.Select(part => Fingerprint.TryCompute(part.Root, path => Counts(path, part.Pattern))).ToList();
        return all is [null] ? null : Fingerprint.Of(all);
    }

    private bool Counts(string path, Regex? pattern) => pattern?.IsMatch(path) != false && !_left.Any(l => l.IsMatch(path));

    private static string RootOf(string pattern)
    {
        var fixedPart = pattern[..pattern.IndexOfAny(Wild)];
        var end = fixedPart.LastIndexOf(Path.DirectorySeparatorChar);
        return end <= 0 ? Path.GetPathRoot(pattern)! : fixedPart[..end];
    }

    // What a pattern means is meant with everything below it.
    private static Regex PatternOf(string pattern)
    {
        var separator = Regex.Escape(Path.DirectorySeparatorChar.ToString());
        var text = Regex.Escape(pattern)
            .Replace($@"{separator}\*\*{separator}", $"{separator}(.*{separator})?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", $"[^{separator}]*", StringComparison.Ordinal)
            .Replace(@"\?", $"[^{separator}]", StringComparison.Ordinal);
        return new Regex($"^{text}({separator}.*)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}
