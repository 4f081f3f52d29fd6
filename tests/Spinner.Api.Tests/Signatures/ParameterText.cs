using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spinner.Api.Tests.Signatures;

/// <summary>Parameters and their defaults.</summary>
static class ParameterText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(MethodBase method)
    {
        var text = Of(method.GetParameters());
        return method.IsDefined(typeof(ExtensionAttribute)) ? "this " + text : text;
    }

    public static string Of(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Of));

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Of(ParameterInfo p)
    {
        var passed = p switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when p.IsDefined(typeof(ParamArrayAttribute)) || p.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        return $"{passed}{TypeName.Of(Nullability.Create(p))} {p.Name}{(p.HasDefaultValue ? $" = {Default(p)}" : "")}";
    }

    // A struct's default has no value in metadata.
    private static string Default(ParameterInfo p) =>
        p.DefaultValue is null && p.ParameterType.IsValueType && Nullable.GetUnderlyingType(p.ParameterType) is null
            ? "default"
            : Literal(p.DefaultValue);
}
