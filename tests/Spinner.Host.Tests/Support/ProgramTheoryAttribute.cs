namespace Spinner.Host.Tests;

/// <summary>As <see cref="ProgramFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(string program) => Skip = ProgramFactAttribute.IsThere(program) ? null : $"There is no {program} here.";
}
