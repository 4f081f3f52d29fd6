using Spinner.Actors.Capacity;
using Spinner.Processes;

namespace Spinner.Actors.Admission;

/// <summary>What who admits launches may know.</summary>
/// <param name="Spinner">The name of the spinner.</param>
/// <param name="Views">What is known of children.</param>
/// <param name="Machine">What memory there is.</param>
/// <param name="Clock">The time.</param>
/// <param name="Beside">Runs what takes its time, beside the actors.</param>
sealed record AdmissionSetup(string Spinner, AdmissionViews Views, MachineMemory Machine, TimeProvider Clock, Action<Action> Beside)
{
    /// <summary>Who makes way first, the least first; null: as <see cref="Occupant.Worth"/> says.</summary>
    public Func<Occupant, double>? Worth { get; init; }

    /// <summary>Where what is learned outlives the spinner; null: nowhere.</summary>
    public string? CostFile { get; init; }
}
