using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spinner.Api.Tests.Signatures;

/// <summary>The declaration of a member.</summary>
static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Others can call it, or override it.</summary>
    public static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase m => m.IsPublic || ((m.IsFamily || m.IsFamilyOrAssembly) && !m.DeclaringType!.IsSealed),
        PropertyInfo p => p.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo e => IsVisible(e.AddMethod!),
        FieldInfo f => f.IsPublic || (f.IsFamily && !f.DeclaringType!.IsSealed),
        _ => false,
    };

    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"{Access(c)}{TypeName.Simple(c.DeclaringType!)}({ParameterText.Of(c)});",
        MethodInfo m => Method(m),
        PropertyInfo p => Property(p),
        EventInfo e => $"{Modifiers(e.AddMethod!)}event {TypeName.Of(Nullability.Create(e))} {e.Name};",
        FieldInfo { IsLiteral: true } f => $"public const {TypeName.Of(f.FieldType)} {f.Name} = {ParameterText.Literal(f.GetRawConstantValue())};",
        FieldInfo f => $"public {(f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{TypeName.Of(Nullability.Create(f))} {f.Name};",
        _ => throw new NotSupportedException(member.ToString()),
    };

    private static string Method(MethodInfo m)
    {
        var generic = m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(TypeName.Of))}>" : "";
        var name = m.Name.StartsWith("op_", StringComparison.Ordinal) ? $"operator {m.Name[3..]}" : m.Name;
        var returned = m.ReturnType == typeof(void) ? "void" : TypeName.Of(Nullability.Create(m.ReturnParameter));
        var constraints = m.IsGenericMethod ? TypeName.Constraints(m.GetGenericArguments()) : "";
        return $"{Modifiers(m)}{returned} {name}{generic}({ParameterText.Of(m)}){constraints};";
    }

    private static string Property(PropertyInfo p)
    {
        var visible = p.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var setter = p.SetMethod is { } set && visible.Contains(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var required = p.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = p.GetIndexParameters().Length > 0 ? $"this[{ParameterText.Of(p.GetIndexParameters())}]" : p.Name;
        var getter = visible.Contains(p.GetMethod!) ? " get;" : "";
        return $"{Modifiers(visible[0])}{required}{TypeName.Of(Nullability.Create(p))} {index} {{{getter}{setter} }}";
    }

    private static string Access(MethodBase m) => m.DeclaringType!.IsInterface ? "" : m.IsPublic ? "public " : "protected ";

    private static string Modifiers(MethodInfo m)
    {
        var kind = m switch
        {
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true, IsAbstract: true } => "",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true } when m.GetBaseDefinition() != m => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Access(m)}{kind}");
    }
}
