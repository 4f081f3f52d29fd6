using System.Diagnostics.CodeAnalysis;

namespace Spinner.Actors.Configuration;

/// <summary>Which runner a script has, by the extension of its file name in any case: the spinner's own runners over the built-in ones.</summary>
sealed class RunnerTable
{
    private readonly SortedDictionary<string, Runner> _runners = new(StringComparer.Ordinal);

    /// <param name="own">The spinner's runners; an entry that <see cref="IsValid"/> refuses is left out.</param>
    public RunnerTable(IReadOnlyDictionary<string, IReadOnlyList<string>> own)
    {
        foreach (var (extension, line) in BuiltInDefaults.Spinner.Runners.Concat(own).Where(r => IsValid(r.Key, r.Value)))
            _runners[extension] = new Runner(line[0], [.. line.Skip(1)]);
    }

    public const string AllowedEntry = "an extension in lower case without dot or slash; a program and its arguments, " + PassableText.Allowed;

    /// <summary>For messages: <c>.cjs, .cs, …</c>.</summary>
    public string Extensions => string.Join(", ", _runners.Keys.Select(e => "." + e));

    public bool TryFind(string script, [NotNullWhen(true)] out Runner? runner) => _runners.TryGetValue(ExtensionOf(script), out runner);

    /// <summary>The extension without its dot, in lower case; empty when there is none.</summary>
    public static string ExtensionOf(string script) => Path.GetExtension(script).TrimStart('.').ToLowerInvariant();

    public static bool IsValid(string extension, IReadOnlyList<string>? line) =>
        extension.Length > 0 && ExtensionOf("x." + extension) == extension
        && line is { Count: > 0 } && line[0].Length > 0 && line.All(PassableText.Is);
}
