namespace Spinner.Actors.Signals;

/// <summary>What brought a change about, and who.</summary>
/// <param name="Cause">What.</param>
/// <param name="By">Who, as <see cref="ChildEvent.By"/> has it; null: nobody asked for it.</param>
readonly record struct Trigger(TransitionCause Cause, string? By = null)
{
    /// <summary>Nobody asked for it.</summary>
    public static implicit operator Trigger(TransitionCause cause) => new(cause);
}
