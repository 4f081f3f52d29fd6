using System.Text;
using Spinner.Actors;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Settings;

/// <summary>Puts variables of the environment in the place of the substitutions that no key of the file stands for, which Akka's parser cannot.</summary>
sealed class HoconVariables
{
    // In a child these are texts in quotes, which its launch replaces.
    private static readonly string[] OfChild = ["PORT", "HOST", "NAME"];
    private static readonly HoconPath Spinner = HoconPath.Root.Below([(true, SpinnerExtensions.DefaultName)]);

    private readonly ConfigSource _source;
    private readonly string _text;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly HashSet<HoconPath> _known = [];
    private readonly List<HoconPath> _composed = [];
    private readonly List<string> _errors = [];

    private HoconVariables(ConfigSource source, HoconOutline outline, IReadOnlyDictionary<string, string> variables)
    {
        (_source, _text, _variables) = (source, source.Text, variables);
        foreach (var (path, _) in outline.Keys)
            for (var known = path; known.Depth > 0 && _known.Add(known);) known = known.Above;
        _composed.AddRange(outline.References.Select(r => r.Path).Distinct());
    }

    /// <summary>The text without the substitutions of variables; its lines are the same.</summary>
    /// <param name="source">The text.</param>
    /// <param name="outline">Of it.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="errors">Every substitution that stands for nothing; empty on success.</param>
    public static string Resolve(
        ConfigSource source, HoconOutline outline, IReadOnlyDictionary<string, string> variables, out IReadOnlyList<string> errors)
    {
        errors = [];
        if (outline.References.Count is 0 or > HoconReferences.MaxCount) return source.Text;
        var all = new HoconVariables(source, outline, variables);
        var resolved = all.Replace(outline);
        errors = all._errors;
        return resolved;
    }

    private string Replace(HoconOutline outline)
    {
        var tokens = HoconLexer.Read(_text).ToList();
        var (edits, gone, at) = (new List<Edit>(), new HashSet<int>(), 0);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != HoconKind.Substitution) continue;
            var (reference, token) = (outline.References[at++], tokens[i]);
            var written = token.SliceOf(_text);
            var isOptional = written.StartsWith("${?");
            if (IsKey(reference.Of)) edits.Add(new Edit(token.Start, token.End, isOptional ? $"${{{written[3..]}" : written.ToString()));
            else if (IsOfChild(reference)) _errors.Add($"{_source.Place(reference.Line)}: {reference.Text} without quotes is no value of this child; "
                + $"allowed: \"{reference.Text}\"");
            else if (_variables.TryGetValue(reference.Name, out var value)) edits.Add(new Edit(token.Start, token.End, Written(tokens, i, value)));
            else if (isOptional) gone.Add(i);
            else _errors.Add($"{_source.Place(reference.Line)}: {reference.Text} stands for nothing: no key of the file and no variable of the "
                + $"environment has this name; allowed: ${{?{reference.Name}}} for what need not be there");
        }

        edits.AddRange(gone.Select(i => HoconAssignment.Without(tokens, i, gone)).Select(e => new Edit(tokens[e.First].Start, tokens[e.Last].End, "")));
        return Apply(edits);
    }

    // An empty text between others would make three quotes in a row.
    private static string Written(IReadOnlyList<HoconToken> tokens, int index, string value) =>
        value.Length > 0 || HoconAssignment.IsWhole(tokens, index) ? HoconText.Quote(value) : "";

    private bool IsKey(HoconPath path) => _known.Contains(path) || _composed.Exists(c => path.IsWithin(c) && path.Depth > c.Depth);

    private static bool IsOfChild(HoconReference reference) => reference.Path.IsWithin(Spinner) && OfChild.Contains(reference.Name);

    private string Apply(IEnumerable<Edit> edits)
    {
        var (resolved, from) = (new StringBuilder(_text.Length), 0);
        foreach (var (start, end, text) in edits.OrderBy(e => e.Start))
        {
            // Two that are left out may want the same comma.
            if (end <= from) continue;
            var begin = Math.Max(start, from);
            resolved.Append(_text, from, begin - from).Append(text);
            if (text.Length == 0) resolved.Append('\n', _text.AsSpan(begin, end - begin).Count('\n'));
            from = end;
        }

        return resolved.Append(_text, from, _text.Length - from).ToString();
    }

    private readonly record struct Edit(int Start, int End, string Text);
}
