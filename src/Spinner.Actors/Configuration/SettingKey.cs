namespace Spinner.Actors.Configuration;

/// <summary>One key of a block and the option it stands for.</summary>
/// <param name="Key">Its name in HOCON.</param>
/// <param name="Option">The name of the option in C#.</param>
/// <param name="Form">How its values are written.</param>
/// <param name="Get">The option; null when it is not given.</param>
/// <param name="Set">The options with this one given.</param>
sealed record SettingKey<T>(string Key, string Option, SettingForm Form, Func<T, object?> Get, Func<T, object, T> Set)
{
    /// <summary>Whether a member of a block has this name.</summary>
    public bool IsNamed(string name, bool loose) =>
        name == Key || (loose && (Plain(name) == Plain(Key) || string.Equals(name, Option, StringComparison.OrdinalIgnoreCase)));

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
