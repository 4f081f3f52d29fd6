using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors.Remote.Wire;

/// <summary>
/// The source-generated JSON of every message. Names and enum values as text; members not known ignored; what is not nullable must be there. No type
/// names, no polymorphism: what a member can be is known when this is compiled.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 16,
    Converters = [
        typeof(EndpointJson), typeof(EndpointSpecJson), typeof(MonitorTargetJson), typeof(OutputTargetJson), typeof(StopSignalJson),
        typeof(TimeSpanJson), typeof(TextListJson), typeof(TextByNameJson),
        typeof(ReadinessJson), typeof(LivenessJson)])]
[JsonSerializable(typeof(Hello)), JsonSerializable(typeof(Challenge)), JsonSerializable(typeof(Proof)), JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(Refused)), JsonSerializable(typeof(Gone)), JsonSerializable(typeof(Call)), JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Ping)), JsonSerializable(typeof(Bye)), JsonSerializable(typeof(Start)), JsonSerializable(typeof(Stop))]
[JsonSerializable(typeof(Restart)), JsonSerializable(typeof(Remove)), JsonSerializable(typeof(StopEach)), JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(Get)), JsonSerializable(typeof(List)), JsonSerializable(typeof(Watch)), JsonSerializable(typeof(Took))]
[JsonSerializable(typeof(End)), JsonSerializable(typeof(ReadOutput)), JsonSerializable(typeof(Hold)), JsonSerializable(typeof(StopUnused))]
[JsonSerializable(typeof(Pong)), JsonSerializable(typeof(Promised)), JsonSerializable(typeof(Listed)), JsonSerializable(typeof(Released))]
[JsonSerializable(typeof(WatchEnded)), JsonSerializable(typeof(Failed))]
[JsonSerializable(typeof(ChildReady)), JsonSerializable(typeof(Rejected)), JsonSerializable(typeof(StopSucceeded)), JsonSerializable(typeof(StopFailed))]
[JsonSerializable(typeof(ChildRemoved)), JsonSerializable(typeof(NoSuchChild)), JsonSerializable(typeof(AllStopped)), JsonSerializable(typeof(ChildInfo))]
[JsonSerializable(typeof(WatchStarted)), JsonSerializable(typeof(EventsMissed)), JsonSerializable(typeof(ChildStarted))]
[JsonSerializable(typeof(ChildRestarted)), JsonSerializable(typeof(ChildStopped)), JsonSerializable(typeof(ChildError))]
[JsonSerializable(typeof(ChildFaulted)), JsonSerializable(typeof(OutputPage)), JsonSerializable(typeof(OutputEnded))]
[JsonSerializable(typeof(Held)), JsonSerializable(typeof(ChildInUse)), JsonSerializable(typeof(ChildCompleted))]
sealed partial class WireJson : JsonSerializerContext;
