using System.Text.Json;

namespace Spinner.Actors.Telemetry;

/// <summary>The names of attributes and the words of enums, as OpenTelemetry writes them.</summary>
static class TelemetryTags
{
    public const string SpinnerTag = "spinner.name";
    public const string ChildTag = "spinner.child.name";
    public const string StateTag = "spinner.child.state";
    public const string CauseTag = "spinner.cause";
    public const string OutcomeTag = "spinner.start.outcome";
    public const string ReasonTag = "spinner.room.reason";
    public const string ErrorTag = "error.type";
    public const string AddressTag = "server.address";
    public const string PortTag = "server.port";
    public const string PidTag = "process.pid";

    /// <summary><c>file_changed</c> for <c>FileChanged</c>.</summary>
    public static string NameOf<T>(T value) where T : struct, Enum => Words<T>.Of.GetValueOrDefault(value, "_OTHER");

    public static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));
    }
}
