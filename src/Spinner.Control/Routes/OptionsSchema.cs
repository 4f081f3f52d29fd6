using Microsoft.OpenApi;
using Spinner.Actors.Configuration;

namespace Spinner.Control.Routes;

/// <summary>What the body of a start may have, made of the same keys it is read by.</summary>
static class OptionsSchema
{
    private const JsonSchemaType Scalar = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean;

    private static readonly Dictionary<SettingForm, JsonSchemaType> Types = new()
    {
        [SettingForms.Number] = JsonSchemaType.Integer,
        [SettingForms.Switch] = JsonSchemaType.Boolean,
        [SettingForms.Size] = JsonSchemaType.Integer | JsonSchemaType.String,
        [SettingForms.Endpoint] = JsonSchemaType.Integer | JsonSchemaType.String,
        [SettingForms.Duration] = JsonSchemaType.Number | JsonSchemaType.String,
        [SettingForms.DurationOrOff] = Scalar,
        [SettingForms.Monitor] = JsonSchemaType.String | JsonSchemaType.Boolean | JsonSchemaType.Array,
        [SettingForms.TextList] = JsonSchemaType.Array,
        [SettingForms.TextByName] = JsonSchemaType.Object,
        [ReadinessForm.Form] = JsonSchemaType.String | JsonSchemaType.Object,
    };

    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Properties = ChildOptionTable.Keys.ToDictionary(key => Camel(key.Key), key => (IOpenApiSchema)Of(key.Form), StringComparer.Ordinal),
    };

    private static OpenApiSchema Of(SettingForm form) => new()
    {
        Type = Types.GetValueOrDefault(form, JsonSchemaType.String),
        Description = form == SettingForms.Duration || form == SettingForms.DurationOrOff ? $"seconds, or {form.Allowed}" : form.Allowed,
        Items = form == SettingForms.TextList ? new OpenApiSchema { Type = Scalar } : null,
        AdditionalProperties = form == SettingForms.TextByName ? new OpenApiSchema { Type = Scalar } : null,
    };

    private static string Camel(string key) =>
        string.Concat(key.Split('-').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
