namespace Spinner.Processes;

/// <summary>Who may notify. Stateless.</summary>
internal static class NotifySender
{
    /// <summary>
    /// Whether a launch is heard by it. A helper that has ended by now shows no family any more: it knew the socket's name, which is random and told
    /// to the launch alone, so its user decides.
    /// </summary>
    internal static bool SpeaksFor(this DatagramSender sender, int leader) =>
        sender.Pid > 0 && (ProcessTree.Includes(leader, sender.Pid) ?? (sender.User == 0 || sender.User == CurrentUser.Id));
}
