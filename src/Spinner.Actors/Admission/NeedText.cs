namespace Spinner.Actors.Admission;

/// <summary>Needs in words.</summary>
static class NeedText
{
    /// <summary>A need that is awaited.</summary>
    public static string Format(this ChildNeed need) => need.When switch
    {
        NeedWhen.Started => $"{need.Name} started",
        NeedWhen.Done => $"{need.Name} done",
        _ => need.Name,
    };

    /// <summary>A need that could not be had: the chain of those who need each other, then what failed at its end.</summary>
    public static string Describe(this ChildNeed need, Rejected rejected) => rejected.Reason == SpinnerError.NeedFailed
        ? $"needs {need.Name} {rejected.Detail}"
        : $"needs {need.Name}: {need.Name} {rejected.Detail}";
}
