namespace Spinner.Actors;

/// <summary>How a process ended: with an exit code, by a signal, or unknown when somebody else reaped it.</summary>
/// <param name="Code">The exit code, 0 to 255 on Unix; null when a signal ended it or it is unknown.</param>
/// <param name="Signal">The number of the signal that ended it, else null.</param>
public sealed record ExitStatus(int? Code, int? Signal)
{
    /// <summary>Somebody else reaped the process, or its owner was lost.</summary>
    public static ExitStatus Unknown { get; } = new(null, null);

    /// <summary>It exited by itself with this code.</summary>
    public static ExitStatus Exited(int code) => new(code, null);

    /// <summary>This signal ended it.</summary>
    public static ExitStatus Killed(int signal) => new(null, signal);

    /// <summary><c>exit code 3</c>, <c>signal SIGKILL</c> or <c>exit status unknown</c>.</summary>
    public override string ToString() => this switch
    {
        { Signal: { } signal } => $"signal {StopSignal.NameOf(signal)}",
        { Code: { } code } => $"exit code {code}",
        _ => "exit status unknown",
    };
}
