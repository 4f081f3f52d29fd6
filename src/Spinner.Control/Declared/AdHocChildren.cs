using Spinner.Actors;
using Spinner.Actors.Configuration;

namespace Spinner.Control.Declared;

/// <summary>The children of a daemon that its file does not have, as HOCON a file could have.</summary>
static class AdHocChildren
{
    /// <summary>A block <c>spinner.children</c> of them.</summary>
    /// <param name="children">All there are.</param>
    /// <param name="declarations">What the file has.</param>
    /// <returns>Their names, and what they say beyond the file's defaults: values of variables among it.</returns>
    public static (IReadOnlyList<string> Names, string Hocon) Write(IEnumerable<ChildInfo> children, IDeclarations declarations)
    {
        var adHoc = children.Where(c => !declarations.Has(c.Name)).OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var defaults = declarations.Defaults.WithKindDefaults().Over(BuiltInDefaults.Options);
        var blocks = adHoc.Select(c => $"  {HoconSettings.Name(c.Name)} {{\n{Keys(c.Options, defaults)}  }}\n");
        return ([.. adHoc.Select(c => c.Name)], $"spinner.children {{\n{string.Concat(blocks)}}}\n");
    }

    private static string Keys(ChildOptions options, ChildOptions defaults)
    {
        // The child gets those of the file again.
        var own = options with { Environment = Beyond(options.Environment, defaults.Environment), Kind = null };
        return string.Concat(
            from key in ChildOptionTable.Keys
            let value = key.Get(own)
            where value is not null && !(key.IsSame ?? Equals)(value, key.Get(defaults))
            let text = key.Form.Write(value)
            where text is not null
            select $"    {key.Key} {(text.StartsWith('{') ? "" : "= ")}{text.Replace("\n", "\n    ", StringComparison.Ordinal)}\n");
    }

    private static Dictionary<string, string>? Beyond(IReadOnlyDictionary<string, string>? own, IReadOnlyDictionary<string, string>? defaults)
    {
        var more = own?.Where(v => defaults?.GetValueOrDefault(v.Key) != v.Value).ToDictionary(v => v.Key, v => v.Value, EnvironmentNames.Comparer);
        return more is { Count: > 0 } ? more : null;
    }
}
