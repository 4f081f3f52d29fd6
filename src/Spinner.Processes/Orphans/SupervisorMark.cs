namespace Spinner.Processes;

/// <summary>What tells the descendants of one supervising process from all others: a variable in their environment. A value.</summary>
/// <param name="Id">Drawn anew by every process.</param>
internal sealed record SupervisorMark(Guid Id)
{
    internal const string Variable = "SPINNER_SUPERVISOR";

    /// <summary>As it stands in an environment.</summary>
    internal string Entry => $"{Variable}={Id:D}";

    internal static SupervisorMark New() => new(Guid.NewGuid());

    /// <summary>The plan with this mark in its environment, in place of any other: that of a supervisor above us for example.</summary>
    internal LaunchPlan AddTo(LaunchPlan plan) =>
        plan with { Environment = new Dictionary<string, string>(plan.Environment) { [Variable] = Id.ToString("D") } };
}
