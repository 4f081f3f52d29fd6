namespace Spinner.Processes;

/// <summary>Who sent a datagram, as the kernel vouches for it. A value.</summary>
/// <param name="Pid">Its process id; 0 when it is not told.</param>
/// <param name="User">Its user id.</param>
internal readonly record struct DatagramSender(int Pid, uint User);
