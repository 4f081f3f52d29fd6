namespace Spinner.Actors.Configuration;

/// <summary>Names of keys, as people write them.</summary>
static class KeyName
{
    // More than half of a short word, or three letters of a long one, is another word.
    private const int MostDifferent = 3;

    /// <summary>What is left of a name that is written in any of the usual ways: <c>idle-time</c>, <c>idleTime</c>, <c>IdleTime</c>.</summary>
    public static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The key that was meant by a name that is none.</summary>
    /// <param name="name">What stands there.</param>
    /// <param name="keys">Each key, with the names it has.</param>
    /// <returns>Null when none is like it.</returns>
    public static string? Guess(string name, IEnumerable<(string Key, string[] Names)> keys)
    {
        var plain = Plain(name);
        var nearest = keys
            .Select(k => (k.Key, Different: k.Names.Select(n => Distance(plain, Plain(n))).Min()))
            .OrderBy(k => k.Different)
            .FirstOrDefault((Key: "", Different: int.MaxValue));
        return nearest.Different <= Math.Min(MostDifferent, plain.Length / 2) ? nearest.Key : null;
    }

    /// <summary>How many letters are to be put in, taken out, changed or swapped with the next to make one of the other.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > MostDifferent) return int.MaxValue;
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                var changed = steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                steps[i, j] = Math.Min(changed, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }

        return steps[a.Length, b.Length];
    }
}
