using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Spinner.Actors.Remote.Wire;

/// <summary><see cref="WireJson"/>, and what is not nullable must be there.</summary>
static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(WireJson.Default.Options)
    {
        TypeInfoResolver = WireJson.Default.WithAddedModifier(RequireWhatIsNotNullable).WithAddedModifier(LeaveOutOptionsNotGiven),
    };

    /// <summary>How a type is written and read.</summary>
    public static JsonTypeInfo Of(Type type) => Options.GetTypeInfo(type);

    // Options are added with time: what nobody uses yet does not change what is sent.
    private static void LeaveOutOptionsNotGiven(JsonTypeInfo type)
    {
        if (type.Type != typeof(ChildOptions)) return;
        foreach (var option in type.Properties) option.ShouldSerialize = static (_, value) => value is not null;
    }

    // Generated code sets a member that is missing to null, whatever its initialiser says.
    private static void RequireWhatIsNotNullable(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var member in type.Properties)
            if (!member.PropertyType.IsValueType && !member.IsSetNullable && !member.IsRequired) member.IsRequired = true;
    }
}
