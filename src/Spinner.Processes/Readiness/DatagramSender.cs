namespace Spinner.Processes;

/// <summary>Who sent a datagram, as the kernel vouches for it. A value.</summary>
/// <param name="Pid">Its process id; 0 when it is not told.</param>
/// <param name="User">Its user id.</param>
internal readonly record struct DatagramSender(int Pid, uint User)
{
    /// <summary>
    /// Whether a launch is heard by it. A helper that has ended by now shows no family any more: it knew the socket's name, which is random and told
    /// to the launch alone, so its user decides.
    /// </summary>
    internal bool SpeaksFor(int leader) => Pid > 0 && (ProcessTree.Includes(leader, Pid) ?? (User == 0 || User == CurrentUser.Id));
}
