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
        foreach (var (name, setting) in members)
        {
            if (others.Any(o => IsNamed(o, name, setting))) continue;
            if (keys.FirstOrDefault(k => k.IsNamed(name, setting.HasLooseNames)) is not { } key)
                errors.AddShown(setting.Path, setting.Kind, $"the keys {string.Join(", ", keys.Select(k => k.Key).Concat(others))}");
            else if (!setting.IsNotGiven && TryRead(errors, setting, key, check, out var value)) options = key.Set(options, value!);
        }

        return options;
    }

    /// <summary>The member with this name, if it is there and given.</summary>
    public static Setting? Find(IReadOnlyDictionary<string, Setting> members, string key) =>
        members.FirstOrDefault(m => IsNamed(key, m.Key, m.Value)).Value is { IsNotGiven: false } found ? found : null;

    private static bool IsNamed(string key, string name, Setting setting) =>
        string.Equals(key, name, setting.HasLooseNames ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static bool TryRead<T>(OptionErrors errors, Setting setting, SettingKey<T> key, Action<OptionErrors, T> check, out object? value)
        where T : new()
    {
        value = key.Form.Read(setting);
        if (value is null)
        {
            errors.AddShown(setting.Path, key.Form.MayBeSecret ? setting.Kind : setting.Format(), key.Form.Allowed);
            return false;
        }

        var found = new OptionErrors();
        check(found, key.Set(new T(), value));
        // A value that is shown is shown as it was written: 0s, not the TimeSpan it became.
        var read = OptionError.Format(value);
        var written = read == setting.Text ? read : setting.Format();
        foreach (var error in found.Found)
            errors.AddShown(setting.Path + error.Option[key.Option.Length..], error.Value == read ? written : error.Value, error.AllowedInFile ?? error.Allowed);
        return found.Found.Count == 0;
    }
}
