using System.Reflection;

namespace Spinner.Api.Tests.Signatures;

/// <summary>Types as C# writes them: keywords, generics, question marks. No namespaces.</summary>
static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double", [typeof(float)] = "float",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(object)] = "object", [typeof(short)] = "short", [typeof(string)] = "string",
        [typeof(uint)] = "uint", [typeof(ulong)] = "ulong", [typeof(ushort)] = "ushort", [typeof(void)] = "void",
    };

    /// <summary>Without what is known about null.</summary>
    public static string Of(Type type) => type switch
    {
        { IsByRef: true } => Of(type.GetElementType()!),
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        { IsGenericParameter: true } => type.Name,
        _ when Nullable.GetUnderlyingType(type) is { } inner => Of(inner) + "?",
        _ when Keywords.TryGetValue(type, out var keyword) => keyword,
        _ => Qualified(type, [.. type.GetGenericArguments().Select(Of)]),
    };

    /// <summary>With the question marks of references.</summary>
    public static string Of(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        var mark = !type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";
        if (info.ElementType is { } element) return $"{Of(element)}[]{mark}";
        if (Nullable.GetUnderlyingType(type) is not null) return Of(type);
        if (info.GenericTypeArguments.Length != type.GetGenericArguments().Length) return Of(type) + mark;
        return type.IsGenericType ? Qualified(type, [.. info.GenericTypeArguments.Select(Of)]) + mark : Of(type) + mark;
    }

    /// <summary>The name of a constructor.</summary>
    public static string Simple(Type type) => type.Name.Split('`')[0];

    public static string Constraints(IEnumerable<Type> parameters)
    {
        var all =
            from p in parameters
            where p.IsGenericParameter
            let flags = p.GenericParameterAttributes
            let isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)
            let words = (IEnumerable<string>)
            [
                .. isStruct ? (string[])["struct"] : [],
                .. flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? (string[])["class"] : [],
                .. p.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of),
                .. !isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? (string[])["new()"] : [],
            ]
            where words.Any()
            select $" where {p.Name} : {string.Join(", ", words)}";
        return string.Concat(all);
    }

    private static string Qualified(Type type, IReadOnlyList<string> arguments)
    {
        var own = arguments.Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToList();
        var outer = type.DeclaringType is { } around
            ? Qualified(around, [.. arguments.Take(arguments.Count - own.Count)]) + "."
            : "";
        return outer + Simple(type) + (own.Count == 0 ? "" : $"<{string.Join(", ", own)}>");
    }
}
