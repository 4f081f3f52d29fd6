namespace Spinner.Host.Settings;

/// <summary>What substitutions that stand for nothing take with them: their assignment or entry of a list, when they are all of its value.</summary>
static class HoconAssignment
{
    /// <summary>What is to be taken away.</summary>
    /// <param name="tokens">The pieces of a text.</param>
    /// <param name="index">Which of them is such a substitution.</param>
    /// <param name="gone">All that are.</param>
    /// <returns>The first piece and the last.</returns>
    public static (int First, int Last) Without(IReadOnlyList<HoconToken> tokens, int index, IReadOnlySet<int> gone)
    {
        var (first, last) = Value(tokens, index);
        if (!Enumerable.Range(first, last - first + 1).All(gone.Contains)) return (index, index);
        var sign = first - 1;
        while (sign >= 0 && tokens[sign].Kind == HoconKind.LineEnd) sign--;
        if (sign >= 0 && tokens[sign].Kind == HoconKind.Sign)
            for (first = sign; first > 0 && tokens[first - 1].Kind is HoconKind.Plain or HoconKind.Quoted;) first--;

        // Of a comma on either side one goes too.
        if (KindOf(tokens, last + 1) == HoconKind.Comma) return (first, last + 1);
        return KindOf(tokens, first - 1) == HoconKind.Comma ? (first - 1, last) : (first, last);
    }

    /// <summary>Whether a piece is all of a value.</summary>
    public static bool IsWhole(IReadOnlyList<HoconToken> tokens, int index) => Value(tokens, index) == (index, index);

    // A block or a list before it or behind it is of the same value.
    private static (int First, int Last) Value(IReadOnlyList<HoconToken> tokens, int index)
    {
        var (first, last) = (index, index);
        while (KindOf(tokens, first - 1) is HoconKind.Plain or HoconKind.Quoted or HoconKind.Substitution or HoconKind.Close) first--;
        while (KindOf(tokens, last + 1) is HoconKind.Plain or HoconKind.Quoted or HoconKind.Substitution or HoconKind.Open) last++;
        return (first, last);
    }

    private static HoconKind? KindOf(IReadOnlyList<HoconToken> tokens, int index) => index >= 0 && index < tokens.Count ? tokens[index].Kind : null;
}
