using Spinner.Actors.Signals;

namespace Spinner.Control.Contract;

/// <summary>What a start would come to, if it came now.</summary>
/// <param name="Name">The child.</param>
/// <param name="Outcome"><c>runs</c>, <c>fits</c>, <c>evicts</c>, <c>waits</c> or <c>neverFits</c>, for it and what it needs.</param>
/// <param name="WantsBytes">The memory a launch of it is expected to take; null: there is no budget, or it runs.</param>
/// <param name="Source">Where that comes from: <c>declared</c>, <c>learned</c>, <c>guessed</c> or <c>unknown</c>.</param>
/// <param name="Launches">How many launches of it were measured.</param>
/// <param name="BudgetBytes">What all may hold; null: there is no budget.</param>
/// <param name="FreeBytes">What nobody has taken; null: there is no budget.</param>
/// <param name="Stops">Those that would be stopped, in their order.</param>
/// <param name="WaitsFor">Those that would be waited for.</param>
/// <param name="Lines">All of that in words.</param>
sealed record PlanView(
    string Name, string Outcome, long? WantsBytes, string? Source, int Launches, long? BudgetBytes, long? FreeBytes, IReadOnlyList<PlannedStopView> Stops,
    IReadOnlyList<string> WaitsFor, IReadOnlyList<string> Lines)
{
    public static PlanView Of(StartPlan plan) => new(
        plan.Name, Word(plan.Outcome), plan.Wants, plan.Source, plan.Launches, plan.Budget, plan.Free,
        [.. plan.Stops.Select(s => new PlannedStopView(s.Name, s.Bytes, s.UnusedFor.TotalSeconds, s.Start.TotalSeconds, s.UsesPerHour))], plan.WaitsFor, plan.Lines);

    private static string Word(StartOutcome outcome) => outcome switch
    {
        StartOutcome.Runs => "runs",
        StartOutcome.Fits => "fits",
        StartOutcome.Evicts => "evicts",
        StartOutcome.Waits => "waits",
        _ => "neverFits",
    };
}

/// <summary>A child that would make way.</summary>
/// <param name="Name">The child.</param>
/// <param name="Bytes">What it holds; 0 without a budget.</param>
/// <param name="UnusedSeconds">Since when nobody has used it.</param>
/// <param name="StartSeconds">How long it takes to start.</param>
/// <param name="UsesPerHour">How often it is used.</param>
sealed record PlannedStopView(string Name, long Bytes, double UnusedSeconds, double StartSeconds, double UsesPerHour);
