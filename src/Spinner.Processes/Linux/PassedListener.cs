namespace Spinner.Processes;

/// <summary>What a launch gets that takes over a listener; see sd_listen_fds(3).</summary>
/// <param name="Plan">The plan with the variables of the protocol.</param>
/// <param name="Descriptor">Ours; the child has it as 3.</param>
/// <remarks>
/// <c>LISTEN_PID</c> is the child's own pid, which nobody knows before it is there: the shell of <see cref="ShellStage"/> sets it. Some shells
/// leave out variables whose names are no words of theirs, such as <c>a.b</c>.
/// </remarks>
internal readonly record struct PassedListener(LaunchPlan Plan, int Descriptor)
{
    // What sd_listen_fds_with_names(3) allows, and the name it uses where there is none.
    private const int MaxName = 255;
    private const string Unnamed = "unknown";

    /// <summary>Null unless the plan asks for one.</summary>
    /// <exception cref="SpawnException">No listener is held for this endpoint.</exception>
    internal static PassedListener? For(LaunchPlan plan)
    {
        if (!plan.PassListener) return null;
        if (Held(plan) is not { } descriptor)
            throw new SpawnException(
                SpawnFailure.Refused, $"No listener is held on {plan.Endpoint} for '{plan.Name}'; it must be granted as listen-fd.");
        return new PassedListener(plan.WithVariables(("LISTEN_FDS", "1"), ("LISTEN_FDNAMES", NameOf(plan.Name))), descriptor);
    }

    private static int? Held(LaunchPlan plan)
    {
        try
        {
            return HeldListeners.Shared.Find(plan.Endpoint);
        }
        catch (IOException refused)
        {
            throw new SpawnException(SpawnFailure.Unavailable, $"The listener for '{plan.Name}' was swept away and cannot be made again: {refused.Message}", refused);
        }
    }

    private static string NameOf(string child) => child.Length <= MaxName && child.All(c => c is > ' ' and < '\x7f' and not ':') ? child : Unnamed;
}
