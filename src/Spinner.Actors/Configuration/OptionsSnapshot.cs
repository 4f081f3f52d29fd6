using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>
/// Takes what the caller can still change out of its hands: collections are copied once, where options come in. What is copied can neither
/// change while it is read, nor throw, nor go on for ever.
/// </summary>
static class OptionsSnapshot
{
    private const int MostEntries = 1_000_000;

    /// <summary>The same options, with collections that nobody else has.</summary>
    /// <exception cref="Exception">Whatever the caller's collections throw; an <see cref="InvalidOperationException"/> when one never ends.</exception>
    public static ChildOptions Snapshot(this ChildOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Args = Copy(options.Args, nameof(ChildOptions.Args)), StopCommand = Copy(options.StopCommand, nameof(ChildOptions.StopCommand)),
            Needs = Copy(options.Needs, nameof(ChildOptions.Needs)), Environment = Copy(options.Environment),
        };
    }

    /// <summary>Whether reading them runs code that is neither .NET's nor the compiler's, and so may take its time.</summary>
    public static bool MayBlock(this ChildOptions options) => IsForeign(options.Args) || IsForeign(options.StopCommand) || IsForeign(options.Needs) || IsForeign(options.Environment);

    // A collection expression is of a type that the compiler makes in the program itself, and an array is of its elements' assembly.
    private static bool IsForeign(object? collection) =>
        Values.Inner(collection)?.GetType() is { IsArray: false } type
        && !type.Name.StartsWith("<>z__", StringComparison.Ordinal)
        && type.Assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) != true;

    private static T[]? Copy<T>(IReadOnlyList<T>? entries, string option) => entries is null ? null : [.. Bounded(entries, option)];

    private static Dictionary<string, string>? Copy(IReadOnlyDictionary<string, string>? environment)
    {
        if (environment is null) return null;
        var copy = new Dictionary<string, string>(EnvironmentNames.Comparer);
        foreach (var (name, value) in Bounded(environment, nameof(ChildOptions.Environment))) copy[name ?? ""] = value;
        return copy;
    }

    private static IEnumerable<T> Bounded<T>(IEnumerable<T> entries, string option)
    {
        var count = 0;
        foreach (var entry in entries)
        {
            if (++count > MostEntries) throw new InvalidOperationException($"{option} has more than {MostEntries} entries");
            yield return entry;
        }
    }
}
