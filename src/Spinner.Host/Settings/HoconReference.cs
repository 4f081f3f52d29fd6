namespace Spinner.Host.Settings;

/// <summary>A substitution.</summary>
/// <param name="Path">Of what it is the value, or a part of that.</param>
/// <param name="Of">What it stands for.</param>
/// <param name="Line">Where it stands.</param>
readonly record struct HoconReference(HoconPath Path, HoconPath Of, int Line)
{
    /// <summary>What it stands for, in one word.</summary>
    public string Name => string.Join('.', Of.Keys);

    /// <summary>As it is written.</summary>
    public string Text => $"${{{Name}}}";

    /// <summary>The path in <c>${path}</c> or <c>${?path}</c>.</summary>
    public static HoconPath Read(ReadOnlySpan<char> substitution)
    {
        var path = substitution[2..^1].TrimStart('?').Trim().ToString();
        return HoconPath.Root.Below(HoconLexer.Read(path).Select(token =>
            token.Kind == HoconKind.Quoted ? (true, token.SliceOf(path).Trim('"').ToString()) : (false, token.SliceOf(path).ToString())));
    }
}
