namespace Spinner.Actors.Configuration;

/// <summary>Reads a block by a table of keys. A wrong value is noted at its place and left out, so that nothing else stumbles over it.</summary>
static class SettingBlock
{
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="members">The block.</param>
    /// <param name="keys">What may stand in it.</param>
    /// <param name="check">Looks at the bounds of every option by itself.</param>
    /// <param name="others">More keys the block may have, which somebody else reads.</param>
    public static T Read<T>(
        OptionErrors errors, IReadOnlyDictionary<string, Setting> members, IReadOnlyList<SettingKey<T>> keys, Action<OptionErrors, T> check,
        params IReadOnlyList<string> others) where T : new()
    {
        var options = new T();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, setting) in members)
        {
            var key = keys.FirstOrDefault(k => k.IsNamed(name));
            if ((key?.Key ?? others.FirstOrDefault(o => IsNamed(o, name))) is not { } known)
                errors.Add(Unknown(setting.Path, name, [.. keys.Select(k => (k.Key, new[] { k.Key, k.Option })), .. others.Select(o => (o, new[] { o }))]));
            else if (!given.TryAdd(known, name))
                errors.AddShown(setting.Path, "given twice", $"one of {given[known]} and {name}: they are the same");
            else if (key is not null && !setting.IsNotGiven && TryRead(errors, setting, key, check, out var value))
                options = key.Set(options, value!);
        }

        return options;
    }

    /// <summary>The mistake of a key that is none of a block's.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="name">Its name.</param>
    /// <param name="known">The keys there are, each with the names it has.</param>
    public static OptionError Unknown(string path, string name, IReadOnlyList<(string Key, string[] Names)> known) =>
        new(path, KeyName.Guess(name, known) is { } meant ? $"an unknown key, did you mean {meant}?" : "an unknown key",
            $"the keys {string.Join(", ", known.Select(k => k.Key))}")
        {
            UnknownKey = name,
        };

    /// <summary>The member with this name, if it is there and given.</summary>
    public static Setting? Find(IReadOnlyDictionary<string, Setting> members, string key) =>
        members.FirstOrDefault(m => IsNamed(key, m.Key)).Value is { IsNotGiven: false } found ? found : null;

    private static bool IsNamed(string key, string name) => string.Equals(key, name, StringComparison.OrdinalIgnoreCase);

    private static bool TryRead<T>(OptionErrors errors, Setting setting, SettingKey<T> key, Action<OptionErrors, T> check, out object? value)
        where T : new()
    {
        value = key.Form.Read(setting);
        if (value is null)
        {
            var (place, expected) = key.Form.Misfit(setting);
            errors.AddShown(place.Path, key.Form.MayBeSecret ? place.Kind : place.Format(), expected.Allowed);
            return false;
        }

        var found = new OptionErrors();
        check(found, key.Set(new T(), value));
        // A value that is shown is shown as it was written: 0s, not the TimeSpan it became.
        var read = OptionError.FormatGiven(value);
        var written = read == setting.Text ? read : setting.Format();
        foreach (var error in found.Found)
            errors.AddShown(setting.Path + error.Option[key.Option.Length..], error.Value == read ? written : error.Value, error.AllowedInFile ?? error.Allowed);
        return found.Found.Count == 0;
    }
}
