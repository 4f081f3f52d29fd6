using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spinner.Control.Contract;

/// <summary>The JSON of the API, made when the program is built: a command has no time for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChildView))]
[JsonSerializable(typeof(Dictionary<string, ChildView>))]
[JsonSerializable(typeof(StartedReply))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(StatusReply))]
[JsonSerializable(typeof(ReloadReply))]
[JsonSerializable(typeof(AdHocReply))]
[JsonSerializable(typeof(LogLineView))]
[JsonSerializable(typeof(LogLineView[]))]
[JsonSerializable(typeof(EventView[]))]
[JsonSerializable(typeof(UsageRow[]))]
[JsonSerializable(typeof(OptionView[]))]
[JsonSerializable(typeof(UsageView))]
[JsonSerializable(typeof(DaemonView))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(CodeReply))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionReply))]
[JsonSerializable(typeof(SessionView[]))]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(string))]
sealed partial class ContractJson : JsonSerializerContext
{
    /// <summary>With names and messages as they are: nothing here is put into HTML.</summary>
    public static ContractJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
