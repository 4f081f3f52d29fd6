using System.Reflection;
using Spinner.Actors;

namespace Spinner.FrontDoor.Tests;

/// <summary>A spinner whose calls a test hears, and whose answers it may change.</summary>
public class Overheard : DispatchProxy
{
    private ISpinner _spinner = null!;
    private Func<string, object?, object?> _hear = null!;

    /// <param name="spinner">Who answers.</param>
    /// <param name="hear">Takes the name of a method and its answer, and gives what the caller gets.</param>
    public static ISpinner At(ISpinner spinner, Func<string, object?, object?> hear)
    {
        var proxy = Create<ISpinner, Overheard>();
        ((Overheard)proxy)._spinner = spinner;
        ((Overheard)proxy)._hear = hear;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _hear(targetMethod!.Name, targetMethod.Invoke(_spinner, args));
}
