namespace Spinner.Host.Client;

/// <summary>What a command ends with.</summary>
static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The daemon refused, or something went wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Nobody listens on the control socket.</summary>
    public const int NotRunning = 3;

    public const int NoSuchChild = 4;

    /// <summary>The child is faulted.</summary>
    public const int Faulted = 5;

    /// <summary>Ctrl+C; SIGTERM ends with 143.</summary>
    public const int Interrupted = 130;
}
