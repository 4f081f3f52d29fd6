using Akka.Configuration;
using Spinner.Actors.Configuration;

namespace Spinner.FrontDoor.Configuration;

/// <summary>What an option is when nobody says it: the embedded hocon/frontdoor.conf, and nothing else.</summary>
static class FrontDoorDefaults
{
    public static FrontDoorOptions Options { get; } = Read();

    /// <summary>The file.</summary>
    public static string Text()
    {
        using var stream = typeof(FrontDoorDefaults).Assembly.GetManifestResourceStream("frontdoor.conf")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static FrontDoorOptions Read()
    {
        var errors = new OptionErrors();
        var options = FrontDoorHocon.ReadBlock(errors, ConfigurationFactory.ParseString(Text()));
        return errors.Found.Count == 0
            ? options
            : throw new InvalidOperationException($"The embedded frontdoor.conf is wrong: {string.Join("; ", errors.Found)}");
    }
}
