namespace Spinner.Processes.Tests.Engine;

/// <summary>A fact about what only root may do; skipped, with a reason, for everybody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (CurrentUser.Id != 0) Skip = "Not root: nobody else can be made of this user.";
    }
}
