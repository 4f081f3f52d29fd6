namespace Spinner.Actors.Configuration;

/// <summary>A program that runs scripts of one kind.</summary>
/// <param name="Program">The command.</param>
/// <param name="Args">Its own arguments. The script takes the place of <c>${SCRIPT}</c> in them; without that it comes last.</param>
sealed record Runner(string Program, IReadOnlyList<string> Args)
{
    public const string ScriptPlaceholder = "${SCRIPT}";

    /// <summary>The whole argument list.</summary>
    /// <param name="script">What is run.</param>
    /// <param name="before">More arguments of the runner.</param>
    /// <param name="after">The script's own arguments.</param>
    public IReadOnlyList<string> Arguments(string script, IEnumerable<string> before, IEnumerable<string> after)
    {
        var at = Args.TakeWhile(a => !a.Contains(ScriptPlaceholder, StringComparison.Ordinal)).Count();
        if (at == Args.Count) return [.. Args, .. before, script, .. after];
        var withScript = Args[at].Replace(ScriptPlaceholder, script, StringComparison.Ordinal);
        return [.. Args.Take(at), .. before, withScript, .. Args.Skip(at + 1), .. after];
    }
}
