namespace Spinner.Processes.Tests.ControlGroups;

/// <summary>A fact that needs a group of cgroup v2 in which groups can be made; skipped, with a reason, elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute() => Skip = Refusal();

    private static string? Refusal()
    {
        if (OwnControlGroup.Find() is not { } group) return "There is no cgroup v2 here.";
        var path = Path.Combine(group, $"spin-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(path);
            Directory.Delete(path);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"No group can be made in '{group}': {refused.Message}";
        }
    }
}
