using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spinner.Api.Tests.Signatures;

/// <summary>The head of a type's declaration, the only place that names a namespace.</summary>
static class TypeText
{
    public static string Of(Type type)
    {
        var (name, constraints) = ($"{type.Namespace}.{TypeName.Of(type)}", TypeName.Constraints(type.GetGenericArguments()));
        if (type.IsEnum) return $"public enum {name}";
        if (typeof(Delegate).IsAssignableFrom(type)) return $"public delegate {MemberText.Of(type.GetMethod("Invoke")!)} {name}{constraints}";
        var bases = Bases(type).Select(TypeName.Of).ToList();
        return $"public {Kind(type)} {name}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}{constraints}";
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface) return "interface";
        const BindingFlags own = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var record = type.GetMethod("PrintMembers", own) is null ? "" : "record ";
        if (type.IsValueType) return type.IsDefined(typeof(IsReadOnlyAttribute)) ? $"readonly {record}struct" : $"{record}struct";
        var modifier = type switch
        {
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        return modifier + (record.Length > 0 ? "record" : "class");
    }

    // Interfaces that are there because another one is, or because records compare, say nothing new.
    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) yield return parent;
        var all = type.GetInterfaces().Where(i => i.IsVisible && i != typeof(IEquatable<>).MakeGenericType(type)).ToList();
        var implied = all.SelectMany(i => i.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        foreach (var one in all.Where(i => !implied.Contains(i)).OrderBy(i => i.FullName, StringComparer.Ordinal)) yield return one;
    }
}
