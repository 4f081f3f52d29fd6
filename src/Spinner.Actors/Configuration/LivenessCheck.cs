using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>Whether this system can find out whether a child is well, and how often that is.</summary>
static class LivenessCheck
{
    public static void Check(OptionErrors errors, string option, object value)
    {
        var live = (Liveness)value;
        if (live.Check is { } check)
        {
            var found = new OptionErrors();
            ReadinessCheck.Check(found, check);
            foreach (var error in found.Found) errors.Add(option, error.Value, error.Allowed);
        }
        DurationRange.Positive.Check(errors, $"{option}.{nameof(live.Every)}", live.Every);
        DurationRange.Positive.Check(errors, $"{option}.{nameof(live.Timeout)}", live.Timeout);
        errors.Require(live.Failures is >= 1 and <= 1000, $"{option}.{nameof(live.Failures)}", live.Failures, "1 to 1000");
    }
}
