using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Spinner.Actors;
using Spinner.FrontDoor;
using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>HOCON as Akka's parser takes it, with mistakes told by their line and nothing of what stands there: it may be a secret.</summary>
static partial class HoconReader
{
    // What is written twice by mistake: the parser would make one of the two.
    private static readonly HoconPath[] Named =
    [
        PathOf(SpinnerExtensions.DefaultName, "children"), PathOf(HostKeys.Block, HostKeys.Tokens), PathOf(DoorSettings.Block, "routes"),
    ];

    /// <summary>Reads a text whose brackets are right and whose includes are in their places.</summary>
    /// <param name="source">The text.</param>
    /// <param name="config">What it says; null when it is no HOCON.</param>
    /// <param name="lines">In which lines.</param>
    /// <param name="errors">What is wrong; empty on success.</param>
    public static bool TryRead(ConfigSource source, [NotNullWhen(true)] out Config? config, out ConfigLines lines, out IReadOnlyList<string> errors)
    {
        config = null;
        var outline = HoconOutline.Of(source.Text);
        lines = new ConfigLines(source, outline);
        var text = HoconVariables.Resolve(source, outline, Inherited.Environment, out errors);
        if (errors.Count > 0) return false;
        outline = HoconOutline.Of(text);
        errors = Check(outline, source);
        return errors.Count == 0 && TryParse(text, outline, source, out config, out errors);
    }

    private static IReadOnlyList<string> Check(HoconOutline outline, ConfigSource source)
    {
        if (outline.Depth > HoconBalance.MaxDepth) return [$"a key has more than {HoconBalance.MaxDepth} parts"];
        if (HoconReferences.Check(outline.References, source.Place) is { } wrong) return [wrong];
        return
        [
            .. outline.Blocks.Where(b => Named.Any(n => b.Path.IsWithin(n) && b.Path.Depth == n.Depth + 1)).GroupBy(b => b.Path)
                .Where(same => same.Count() > 1)
                .Select(same => $"{string.Join('.', same.Key.Keys)} is written {same.Count()} times, in {Places([.. same.Select(b => source.Place(b.Line))])}; "
                    + "allowed: once"),
        ];
    }

    // Those of one file: the lines 2, 4.
    private static string Places(IReadOnlyList<string> places)
    {
        const string Line = "line ";
        return places.All(p => p.StartsWith(Line, StringComparison.Ordinal))
            ? $"the lines {string.Join(", ", places.Select(p => p[Line.Length..]))}"
            : string.Join(", ", places);
    }

    private static bool TryParse(
        string text, HoconOutline outline, ConfigSource source, [NotNullWhen(true)] out Config? config, out IReadOnlyList<string> errors)
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
            (config, errors) = (null, [Explain(text, outline, source, broken.Message.Split('\n')[0].TrimEnd())]);
            return false;
        }
    }

    private static HoconRoot NoInclude(string file) => throw new NotSupportedException($"an include of '{file}' where no key could stand");

    private static string Explain(string text, HoconOutline outline, ConfigSource source, string message)
    {
        if (message.StartsWith(Unresolved, StringComparison.Ordinal)
            && outline.References.FirstOrDefault(r => r.Name == message[Unresolved.Length..].Trim()) is { Line: > 0 } missing)
            return $"{source.Place(missing.Line)}: {missing.Text} stands for nothing in this file";
        var what = Quoted().Replace(message, "…");
        // The parser counts characters, people count lines.
        if (Position().Match(message) is not { Success: true } found || !int.TryParse(found.Groups[1].Value, out var at) || at > text.Length)
            return $"not HOCON: {what}";
        var before = text.AsSpan(0, at);
        var sign = at < text.Length && char.IsPunctuation(text[at]) ? $"'{text[at]}', " : "";
        return $"{source.Place(before.Count('\n') + 1)}: not HOCON: {what[..Position().Match(what).Index].TrimEnd()} at {sign}column {at - before.LastIndexOf('\n')}";
    }

    private static HoconPath PathOf(params string[] keys) => HoconPath.Root.Below([(false, string.Join('.', keys))]);

    private const string Unresolved = "Unresolved substitution:";

    [GeneratedRegex(@"at position (\d+)")]
    private static partial Regex Position();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();
}
