namespace Spinner.Actors.Configuration;

/// <summary>One option: everything there is to know of it, in one place.</summary>
/// <param name="Key">Its name in HOCON.</param>
/// <param name="Option">The name of the option in C#.</param>
/// <param name="Form">How its values are written.</param>
/// <param name="Get">The option; null when it is not given.</param>
/// <param name="Set">The options with this one given.</param>
sealed record SettingKey<T>(string Key, string Option, SettingForm Form, Func<T, object?> Get, Func<T, object, T> Set)
{
    /// <summary>Notes what is wrong with a value that is given, under the name of the option.</summary>
    public Action<OptionErrors, string, object> Check { get; init; } = static (_, _, _) => { };

    /// <summary>A value over that of the defaults: it wins, or both become one.</summary>
    public Func<object, object, object> Over { get; init; } = static (own, _) => own;

    /// <summary>Whether two values are the same; null: nothing depends on the option itself.</summary>
    public Func<object?, object?, bool>? IsSame { get; init; } = Equals;

    /// <summary>Whether a member of a block has this name, or the option's in C#. Case and hyphens say nothing.</summary>
    public bool IsNamed(string name) => KeyName.Plain(name) is var plain && (plain == KeyName.Plain(Key) || plain == KeyName.Plain(Option));
}
