using Akka.Configuration;

namespace Spinner.Actors.Configuration;

/// <summary>What an option is when neither the child nor the spinner says it: the embedded hocon/spinner.conf, and nothing else.</summary>
static class BuiltInDefaults
{
    /// <summary>Of a spinner.</summary>
    public static SpinnerOptions Spinner { get; } = Read();

    /// <summary>Of a child.</summary>
    public static ChildOptions Options => Spinner.Defaults;

    /// <summary>The file.</summary>
    public static string Text()
    {
        using var stream = typeof(BuiltInDefaults).Assembly.GetManifestResourceStream("spinner.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static SpinnerOptions Read()
    {
        var errors = new OptionErrors();
        var options = SpinnerHocon.ReadBlock(errors, ConfigurationFactory.ParseString(Text()), SpinnerNames.Default);
        return errors.Found.Count == 0
            ? options
            : throw new InvalidOperationException($"The embedded spinner.conf is wrong: {string.Join("; ", errors.Found)}");
    }
}
