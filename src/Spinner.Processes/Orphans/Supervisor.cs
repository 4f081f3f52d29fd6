namespace Spinner.Processes;

/// <summary>What all launchers of this process share for the sake of orphans. Safe for concurrent use.</summary>
internal sealed class Supervisor
{
    private readonly Lock _lock = new();
    private readonly Notices _notices = new();
    private GroupRegister? _register;

    private Supervisor() { }

    /// <summary>The one of this process.</summary>
    internal static Supervisor Shared { get; } = new();

    /// <summary>Of children that must not outlive us.</summary>
    internal SupervisorMark Mark { get; } = SupervisorMark.New();

    /// <summary>Of children that may. Another one, so that no sweep for the first finds them.</summary>
    internal SupervisorMark KeepingMark { get; } = SupervisorMark.New();

    /// <summary>Some launcher's children must not outlive us, nor must the sockets this process binds from now on.</summary>
    /// <param name="notice">Told what cannot be done for all of them, for as long as its owner holds it.</param>
    internal void Guard(Action<string> notice)
    {
        _notices.Add(notice);
        OwnedSockets.Shared.OnBound(() => _ = Register());
    }

    /// <summary>The file of this process in a directory, which is made if need be, and swept the first time.</summary>
    /// <exception cref="IOException">It cannot be made, is not safe or cannot be written; the message names it.</exception>
    internal StateFile FileIn(string directory) => StateDirectory.FileIn(directory, Mark, _notices.Report);

    /// <summary>The register and its guardian, made with the first launch or the first socket of our own.</summary>
    internal GroupRegister Register()
    {
        lock (_lock)
        {
            if (_register is not null) return _register;
            _register = Quietly.Start(() => new GroupRegister(() => Guardian.Start(new LibcSyscalls(), Mark), _notices.Report));
            OwnedSockets.Shared.ReportTo(_register);
            return _register;
        }
    }
}
