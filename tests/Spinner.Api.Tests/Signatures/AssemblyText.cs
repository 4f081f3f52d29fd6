using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Spinner.Api.Tests.Signatures;

/// <summary>Everything of an assembly that others can call, as C# without bodies, in a stable order.</summary>
static class AssemblyText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> OfObject = ["Equals", "GetHashCode", "ToString"];

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(TypeText.Of(type)).Append('\n');
            foreach (var line in Members(type)) text.Append("    ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        // The values of an enum in their own order, everything else by kind and name.
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Select(value => $"{value} = {Convert.ToInt64(value, null)},");
        if (typeof(Delegate).IsAssignableFrom(type)) return [];
        return type.GetMembers(Declared)
            .Where(member => member is not Type && !IsGenerated(member) && MemberText.IsVisible(member))
            .Select(member => (member.MemberType, member.Name, Text: MemberText.Of(member)))
            .OrderBy(m => m.MemberType).ThenBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Text, StringComparer.Ordinal)
            .Select(m => m.Text);
    }

    /// <summary>What the compiler writes for every record, property and event, and overrides that every object has.</summary>
    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) ||
        member is MethodInfo method && (IsAccessor(method) || OverridesObject(method));

    private static bool OverridesObject(MethodInfo method) =>
        method.IsVirtual && method.GetBaseDefinition().DeclaringType == typeof(object) && OfObject.Contains(method.Name);

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
}
