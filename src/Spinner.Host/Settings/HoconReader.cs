using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Spinner.Actors;
using Spinner.FrontDoor;

namespace Spinner.Host.Settings;

/// <summary>HOCON as Akka's parser takes it, with mistakes told by their line and nothing of what stands there: it may be a secret.</summary>
static partial class HoconReader
{
    // What is written twice by mistake: the parser would make one of the two.
    private static readonly HoconPath[] Named =
    [
        PathOf(SpinnerExtensions.DefaultName, "children"), PathOf(HostKeys.Block, HostKeys.Tokens), PathOf(DoorSettings.Block, "routes"),
    ];

    /// <summary>What is wrong with it as a whole, before it is parsed.</summary>
    public static IReadOnlyList<string> Check(HoconOutline outline)
    {
        if (outline.Depth > HoconBalance.MaxDepth) return [$"a key has more than {HoconBalance.MaxDepth} parts"];
        if (HoconReferences.Check(outline.References) is { } wrong) return [wrong];
        return
        [
            .. outline.Blocks.Where(b => Named.Any(n => b.Path.IsWithin(n) && b.Path.Depth == n.Depth + 1)).GroupBy(b => b.Path)
                .Where(same => same.Count() > 1)
                .Select(same => $"{string.Join('.', same.Key.Keys)} is written {same.Count()} times, in the lines "
                    + $"{string.Join(", ", same.Select(b => b.Line))}; allowed: once"),
        ];
    }

    public static bool TryParse(string text, HoconOutline outline, [NotNullWhen(true)] out Config? config, out IReadOnlyList<string> errors)
    {
        try
        {
            var taken = text.ToCharArray();
            foreach (var comma in outline.Commas) taken[comma] = '\n';
            (config, errors) = (ConfigurationFactory.ParseString(new string(taken), NoInclude), []);
            return true;
        }
        catch (NotSupportedException include)
        {
            (config, errors) = (null, [include.Message]);
            return false;
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // Akka's parser throws whatever it stumbles over.
            (config, errors) = (null, [Explain(text, outline, broken.Message.Split('\n')[0].TrimEnd())]);
            return false;
        }
    }

    private static HoconRoot NoInclude(string file) => throw new NotSupportedException($"include of '{file}'; allowed: everything in one file");

    private static string Explain(string text, HoconOutline outline, string message)
    {
        if (message.StartsWith(Unresolved, StringComparison.Ordinal)
            && outline.References.FirstOrDefault(r => string.Join('.', r.Of.Keys) == message[Unresolved.Length..].Trim()) is { Line: > 0 } missing)
            return $"line {missing.Line}: {missing.Text} stands for nothing in this file; variables of the environment are not looked up";
        var what = Quoted().Replace(message, "…");
        // The parser counts characters, people count lines.
        if (Position().Match(message) is not { Success: true } found || !int.TryParse(found.Groups[1].Value, out var at) || at > text.Length)
            return $"not HOCON: {what}";
        var before = text.AsSpan(0, at);
        var sign = at < text.Length && char.IsPunctuation(text[at]) ? $"'{text[at]}', " : "";
        return $"line {before.Count('\n') + 1}: not HOCON: {what[..Position().Match(what).Index].TrimEnd()} at {sign}column {at - before.LastIndexOf('\n')}";
    }

    private static HoconPath PathOf(params string[] keys) => HoconPath.Root.Below([(false, string.Join('.', keys))]);

    private const string Unresolved = "Unresolved substitution:";

    [GeneratedRegex(@"at position (\d+)")]
    private static partial Regex Position();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();
}
