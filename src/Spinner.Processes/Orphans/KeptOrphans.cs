namespace Spinner.Processes;

/// <summary>Children that live on, and their sockets with them: they are marked, that is all.</summary>
internal sealed class KeptOrphans(SupervisorMark mark) : OrphanCare
{
    internal override SupervisorMark Mark => mark;

    internal override void AddSocket(string path, ulong inode) => OwnedSockets.Shared.Disown(path);
}
