using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spinner.Control.Contract;

/// <summary>The version of the program.</summary>
static class ProgramVersion
{
    /// <summary>With the commit it was built of, and how it was compiled.</summary>
    public static string Full { get; } =
        $"{typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}"
        + $" ({(RuntimeFeature.IsDynamicCodeCompiled ? $".NET {Environment.Version}" : "native")})";

    public static string Text { get; } = Full.Split('+', ' ')[0];
}
