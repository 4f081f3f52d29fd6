namespace Spinner.Actors.Children;

/// <summary>How many launches a start may cost, and how many are left of them.</summary>
sealed class AttemptBudget(int allowed)
{
    public int Allowed { get; } = allowed;

    public int Left { get; private set; } = allowed;

    public int Made => Allowed - Left;

    /// <summary>Another launch.</summary>
    public void Spend() => Left--;

    /// <summary>No process came to be: that cost nothing.</summary>
    public void GiveBack() => Left++;
}
