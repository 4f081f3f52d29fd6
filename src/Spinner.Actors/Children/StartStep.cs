namespace Spinner.Actors.Children;

/// <summary>What a start under way is at.</summary>
abstract record StartStep
{
    /// <summary>Nothing: before the first step, or while as many launches live as may.</summary>
    public static StartStep None { get; } = new Nothing();

    /// <summary>That launch has to be gone first.</summary>
    public sealed record Clearing(ChildLaunch Launch) : StartStep;

    /// <summary>What is monitored is looked at, then an endpoint is asked for.</summary>
    public sealed record Asking(AdmissionRequest Request) : StartStep;

    /// <summary>That launch is to become ready.</summary>
    public sealed record Trying(ChildLaunch Launch) : StartStep;

    /// <summary>Between two attempts.</summary>
    /// <param name="Until">How long.</param>
    public sealed record Pausing(RetryTime Until) : StartStep;

    private sealed record Nothing : StartStep;
}
