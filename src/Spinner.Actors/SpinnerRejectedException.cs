using System.Globalization;
using System.Text;

namespace Spinner.Actors;

/// <summary>A child could not be started. The message is for people, the properties are for programs.</summary>
public sealed class SpinnerRejectedException : SpinnerException
{
    /// <summary>Creates the exception from a rejection.</summary>
    /// <param name="rejected">What it says.</param>
    /// <param name="inner">What brought it about, if that is an exception.</param>
    public SpinnerRejectedException(Rejected rejected, Exception? inner = null) : base(Describe(rejected), inner) => Rejected = rejected;

    /// <summary>The rejection itself.</summary>
    public Rejected Rejected { get; }

    /// <summary>The name of the child.</summary>
    public string Child => Rejected.Name;

    /// <summary>Why.</summary>
    public SpinnerError Reason => Rejected.Reason;

    /// <summary>How many launches the request has cost.</summary>
    public int Attempts => Rejected.Attempts;

    /// <summary>How the last launch ended, if one did.</summary>
    public ExitStatus? LastExit => Rejected.LastExit;

    /// <summary>The last lines of its stderr, oldest first.</summary>
    public IReadOnlyList<string> ErrorTail => Rejected.ErrorTail;

    /// <summary>From when a start is tried again; null when that is not what prevents it.</summary>
    public DateTimeOffset? RetryAt => Rejected.RetryAt;

    private static string Describe(Rejected rejected)
    {
        ArgumentNullException.ThrowIfNull(rejected);
        var text = new StringBuilder(rejected.Reason switch
        {
            SpinnerError.NoSuchChild => rejected.Detail,
            SpinnerError.ShuttingDown when rejected.Name.Length == 0 => rejected.Detail,
            _ => $"Child '{rejected.Name}' could not be started ({rejected.Reason}): {rejected.Detail}",
        });
        if (rejected.RetryAt is { } retryAt) text.Append(text[^1] is '.' ? " " : ". ").Append(CultureInfo.InvariantCulture, $"Starts are tried again from {retryAt:O}.");
        if (rejected.ErrorTail.Count > 0) text.Append('\n').AppendJoin('\n', rejected.ErrorTail.TakeLast(10).Select(line => "  | " + line));
        return text.ToString();
    }
}
