using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spinner.Api.Tests;

/// <summary>Public records are values: two with equal lists or dictionaries are equal, and show what is in them.</summary>
public class ValueEqualitySpec
{
    private static readonly Type[] Collections = [typeof(IReadOnlyList<>), typeof(IReadOnlyDictionary<,>)];

    private static readonly PropertyInfo[] All =
    [
        .. from object[] row in ApprovedApiSpec.Libraries
           from type in Assembly.Load((string)row[0]).GetExportedTypes()
           where type.GetMethod("<Clone>$") is not null && !type.IsAbstract
           from property in type.GetProperties()
           where property.CanWrite && property.PropertyType.IsGenericType && Collections.Contains(property.PropertyType.GetGenericTypeDefinition())
           select property,
    ];

    public static TheoryData<string> Properties => [.. All.Select(Name)];

    [Theory, MemberData(nameof(Properties))]
    public void It_compares_by_what_is_in_it(string property)
    {
        var one = WithItem(property);

        Assert.Equal(one, WithItem(property));
        Assert.Equal(one.GetHashCode(), WithItem(property).GetHashCode());
        Assert.NotEqual(one, With(property, Empty(Find(property).PropertyType)));
        Assert.DoesNotContain("System.Collections", $"{one}", StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_some() => Assert.InRange(All.Length, 20, 100);

    private static string Name(PropertyInfo property) => $"{property.ReflectedType!.Name}.{property.Name}";

    private static PropertyInfo Find(string name) => All.Single(p => Name(p) == name);

    private static object WithItem(string name)
    {
        var items = Empty(Find(name).PropertyType);
        var types = Find(name).PropertyType.GetGenericArguments();
        items.GetType().GetMethod("Add", types)!.Invoke(items, [.. types.Select(Item)]);
        return With(name, items);
    }

    /// <summary>A record of which nothing else is set.</summary>
    private static object With(string name, object items)
    {
        var property = Find(name);
        var record = RuntimeHelpers.GetUninitializedObject(property.ReflectedType!);
        property.SetValue(record, items);
        return record;
    }

    private static object Empty(Type type) => Activator.CreateInstance(
        (type.GetGenericTypeDefinition() == Collections[0] ? typeof(List<>) : typeof(Dictionary<,>)).MakeGenericType(type.GetGenericArguments()))!;

    private static object Item(Type type) =>
        type == typeof(string) ? "item"
        : type == typeof(IReadOnlyList<string>) ? new[] { "item" }
        : type.IsValueType ? Activator.CreateInstance(type)! : RuntimeHelpers.GetUninitializedObject(type);
}
