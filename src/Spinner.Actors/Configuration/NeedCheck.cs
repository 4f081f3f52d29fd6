namespace Spinner.Actors.Configuration;

/// <summary>What can be wrong with needs: each by itself, those of one child, and those of all that are declared.</summary>
static class NeedCheck
{
    /// <summary>The needs of one child, whoever the others are.</summary>
    public static void Check(OptionErrors errors, string option, object value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, need) in ((IReadOnlyList<ChildNeed>)value).Index())
        {
            var where = $"{option}[{index}]";
            if (need is null)
            {
                errors.Add(where, null, "the name of a child");
                continue;
            }
            OptionChecks.Name(errors, where, need.Name ?? "");
            errors.Require(need.Name is null || names.Add(need.Name), where, need.Name, "each child once");
            errors.Require(Enum.IsDefined(need.When), where, need.When, "Started, Ready or Done");
            if (need is { RestartWith: true, When: NeedWhen.Done }) errors.AddShown(where, "RestartWith with Done", "RestartWith with Started or Ready: a task that is done has no launch");
        }
    }

    /// <summary>The mistake of a child that needs itself; null: it does not.</summary>
    public static OptionError? OfItself(ChildSpec child) => child.Needs.Index().FirstOrDefault(n => n.Item.Name == child.Name) is (var index, { } need)
        ? new OptionError($"{nameof(ChildOptions.Needs)}[{index}]", OptionError.Format(need.Name), "other children than itself")
        : null;

    /// <summary>The needs of all that are declared: names that nobody has, tasks that are no tasks, circles; each once.</summary>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="children">By name.</param>
    /// <param name="placeOf">A child in messages.</param>
    public static void CheckAll(OptionErrors errors, IReadOnlyDictionary<string, ChildSpec> children, Func<string, string> placeOf)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, child) in children)
        {
            foreach (var (index, need) in child.Needs.Index())
            {
                var where = $"{placeOf(name)}.{nameof(ChildOptions.Needs)}[{index}]";
                if (!children.TryGetValue(need.Name, out var other)) errors.Add(where, need.Name, Known(need.Name, children.Keys));
                else if (need.When == NeedWhen.Done && !other.IsTask) errors.AddShown(where, $"done of {OptionError.Format(need.Name)}", "done of a task (ready = exit); started or ready of what serves");
            }
            if (told.Contains(name) || NeedGraph.Circle(name, NeedsOf) is not { } circle) continue;
            told.UnionWith(circle);
            errors.AddShown($"{placeOf(name)}.{nameof(ChildOptions.Needs)}", $"a circle: {NeedGraph.Format(circle)}", "no child that needs itself, over whatever others");
        }

        IEnumerable<string> NeedsOf(string name) => children.TryGetValue(name, out var child) ? child.Needs.Select(n => n.Name) : [];
    }

    private static string Known(string name, IEnumerable<string> names)
    {
        var guess = KeyName.Guess(name, names.Select(n => (n, new[] { n }))) is { } meant ? $", did you mean {OptionError.Format(meant)}?" : "";
        return $"the name of a declared child{guess}";
    }
}
