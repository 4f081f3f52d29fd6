namespace Spinner.Host.Settings;

/// <summary>What a piece of a HOCON text is.</summary>
enum HoconKind
{
    /// <summary><c>{</c> or <c>[</c>.</summary>
    Open,

    /// <summary><c>}</c> or <c>]</c>.</summary>
    Close,
    Quoted,

    /// <summary>Quoted, and the other quote is missing.</summary>
    Unended,
    LineEnd,
    Comma,

    /// <summary><c>=</c>, <c>:</c> or <c>+=</c>.</summary>
    Sign,

    /// <summary><c>${path}</c>.</summary>
    Substitution,

    /// <summary>Characters in a row that are nothing of the above.</summary>
    Plain,
}

/// <summary>A piece of a HOCON text. Comments and blanks are none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Characters.</param>
/// <param name="Line">In which line it begins, from 1.</param>
readonly record struct HoconToken(HoconKind Kind, int Start, int Length, int Line)
{
    /// <summary>Index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>Its characters.</summary>
    public ReadOnlySpan<char> SliceOf(string text) => text.AsSpan(Start, Length);
}
