using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Spinner.Actors.Remote.Wire;

/// <summary><see cref="WireJson"/>, with the names of old, and what is not nullable must be there.</summary>
static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(WireJson.Default.Options)
    {
        TypeInfoResolver = WireJson.Default
            .WithAddedModifier(KeepNames).WithAddedModifier(SendEnvironments).WithAddedModifier(RequireWhatIsNotNullable).WithAddedModifier(LeaveOutOptionsNotGiven),
    };

    /// <summary>How a type is written and read.</summary>
    public static JsonTypeInfo Of(Type type) => Options.GetTypeInfo(type);

    // What a member is called on the wire stays, whatever it is called in C#.
    private static void KeepNames(JsonTypeInfo type)
    {
        if (type.Type == typeof(ChildOptions)) Rename("outputBuffer", "outputRing");
        if (type.Type == typeof(ChildError)) Rename("reason", "failure");

        void Rename(string name, string onTheWire) => type.Properties.Single(member => member.Name == name).Name = onTheWire;
    }

    // To those who may see or define the child its environment is sent whole.
    private static void SendEnvironments(JsonTypeInfo type)
    {
        if (type.Type == typeof(ChildOptions)) type.Properties.Single(member => member.Name == "environment").CustomConverter = new TextByNameJson();
    }

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
