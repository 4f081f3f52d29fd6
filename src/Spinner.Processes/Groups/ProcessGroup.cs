namespace Spinner.Processes;

/// <summary>A leader and what it spawned, as far as the system can name them together. Not safe for concurrent use.</summary>
internal abstract class ProcessGroup
{
    /// <summary>Told once when the leader has exited and was reaped: from then on its pid alone means nothing.</summary>
    internal bool LeaderIsDead { get; set; }

    /// <summary>Sends a signal to every member. Must not be called once <see cref="IsGone"/> was true.</summary>
    /// <remarks>A member of another user that may not be signalled lives on; it is then found in <see cref="Living"/>.</remarks>
    internal abstract void Signal(int signal);

    /// <summary>Lets members that are stopped go on; the others hear nothing of it.</summary>
    internal virtual void Continue()
    {
        if (!OperatingSystem.IsWindows()) Signal(Libc.SigContinue);
    }

    /// <summary>Whether no member lives; asked only after the leader's death.</summary>
    internal abstract bool IsGone();

    /// <summary>The members that live now.</summary>
    internal abstract IReadOnlyList<int> Living();
}
