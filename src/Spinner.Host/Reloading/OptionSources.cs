using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Control.Contract;
using Spinner.Host.Settings;

namespace Spinner.Host.Reloading;

/// <summary>Says of each option of a child where it comes from.</summary>
static class OptionSources
{
    private const string Environment = "env";

    /// <param name="child">With the options in force.</param>
    /// <param name="file">The file in force.</param>
    public static IReadOnlyList<OptionView> Of(ChildInfo child, ChildrenFile file)
    {
        var declared = file.Spinner.Children.FirstOrDefault(c => c.DeclaredName() == child.Name) ?? new ChildOptions();
        return
        [
            .. from key in ChildOptionTable.Keys
            let value = key.Get(child.Options)
            where value is not null
            let text = key.Key == Environment ? string.Join(", ", ((IReadOnlyDictionary<string, string>)value).Keys.Order(StringComparer.Ordinal)) : key.Form.Write(value)
            where !string.IsNullOrEmpty(text)
            let found = Find(key, value, child.Name, declared, file)
            select new OptionView(key.Key, text, found.Source, found.Place is { } place ? $"{file.Source} {place}" : null),
        ];
    }

    private static (string Source, string? Place) Find(SettingKey<ChildOptions> key, object value, string name, ChildOptions declared, ChildrenFile file)
    {
        const string Block = SpinnerExtensions.DefaultName;
        if (IsFrom(key, value, declared))
            return file.Lines?.PlaceOf($"{Block}.{SpinnerKeys.Children}.{HoconSettings.Name(name)}.{key.Key}") is { } place ? ("file", place) : ("door", null);
        if (IsFrom(key, value, file.Spinner.Defaults)) return ("defaults", file.Lines?.PlaceOf($"{Block}.{SpinnerKeys.Defaults}.{key.Key}"));
        return IsFrom(key, value, BuiltInDefaults.Options) ? ("builtIn", null) : ("request", null);
    }

    private static bool IsFrom(SettingKey<ChildOptions> key, object value, ChildOptions options) =>
        key.Get(options) is { } there && (key.IsSame ?? Equals)(there, value);
}
